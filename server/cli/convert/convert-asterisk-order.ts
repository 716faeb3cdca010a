import type { TimeZone } from '#domain/time-zone.ts';
import { parseLogLine } from '../../ingest/asterisk/log/parse-log-line.ts';
import { readLines } from '../../files/read-lines.ts';
import { CommandFailure } from '../run-command.ts';

/** Rotated logs in the order of their first lines, whatever order they were named in. Throws a CommandFailure for one named twice. */
export async function orderedLogs(
  paths: readonly string[],
  zone: TimeZone | undefined,
): Promise<readonly string[]> {
  if (paths.length < 2) return paths;
  const logs = await Promise.all(paths.map((path) => beginningOf(path, zone)));
  const beginnings = new Map<string, string>();
  for (const { path, first } of logs) {
    const other = beginnings.get(first);
    if (other !== undefined && first !== '')
      throw new CommandFailure(`${other} and ${path} begin with the same line: expected each log once`);
    beginnings.set(first, path);
  }
  return logs.toSorted((one, other) => one.at - other.at).map(({ path }) => path);
}

type Beginning = { readonly path: string; readonly first: string; readonly at: number };

async function beginningOf(path: string, zone: TimeZone | undefined): Promise<Beginning> {
  if (path === '-') throw new CommandFailure('expected standard input (-) alone, got other logs beside it');
  for await (const { lines } of readLines(path)) {
    for (const line of lines) {
      const parsed = parseLogLine(line, zone);
      if (parsed.kind === 'record') return { path, first: lines[0] ?? '', at: parsed.record.at };
    }
    break;
  }
  return { path, first: '', at: 0 };
}
