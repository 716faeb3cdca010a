import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandFailure } from './run-command.ts';

/** What a command reads, and what it writes by the name of the option. Absent: not asked for. */
export type FilesNamed = {
  readonly inputs: readonly (string | undefined)[];
  readonly outs: Readonly<Record<string, string | undefined>>;
};

/**
 * No output may be one of the inputs, nor another output, by whatever path: the answer would take the place of what it was read from.
 * Throws a CommandFailure that names both.
 */
export function notOntoItself({ inputs, outs }: FilesNamed): void {
  const taken = inputs.filter((path) => path !== undefined);
  for (const [option, out] of Object.entries(outs)) {
    if (out === undefined || out === '-') continue;
    const other = taken.find((path) => isSameFile(path, out));
    if (other !== undefined)
      throw new CommandFailure(`${option} ${out} is the same file as ${other}: expected another file`);
    taken.push(out);
  }
}

function isSameFile(one: string, other: string): boolean {
  if (one === '-') return false;
  const [first, second] = [fileAt(one), fileAt(other)];
  if (first === undefined || second === undefined) return resolve(one) === resolve(other);
  // Devices and pipes lose nothing: `/dev/null` may be read and written.
  return first.isFile() && first.dev === second.dev && first.ino === second.ino;
}

function fileAt(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    // What cannot be looked at is told when it is opened.
    return undefined;
  }
}
