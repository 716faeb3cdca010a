import { readFileSync } from 'node:fs';
import type { SourceId } from '#domain/ids.ts';
import { systemClock } from '../../clock/clock.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { mapHookBody } from '../../ingest/hooks/mapping/map-hook-body.ts';
import { HookFailure, openMapping } from '../../ingest/hooks/open-hooks.ts';
import { readHookBody, type HookBody } from '../../ingest/hooks/read-hook-body.ts';
import { CommandFailure } from '../run-command.ts';

export type TryOptions = {
  readonly source: SourceId;
  readonly query: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
};

/** Prints the events that a sample is. The program ends with 1 when something was refused, so that a script sees it. */
export function tryMapping(name: string, path: string, { source, query, header: headers }: TryOptions): void {
  const mapping = inWords(() => openMapping(name));
  const read = readSample(path);
  if (read.kind === 'unreadable') throw new CommandFailure(`${path}: ${read.reason}`);
  const batch = mapHookBody(
    mapping,
    { body: read.body, query, headers },
    { source, receivedAt: systemClock() },
  );
  for (const event of batch.events) process.stdout.write(`${JSON.stringify(event)}\n`);
  for (const { line, reason, field, value, expected } of batch.refused)
    process.stderr.write(
      `refused (body ${line}): ${reason}: ${field} is ${value || 'missing'}, expected ${expected}\n`,
    );
  if (batch.refusedCount > 0) process.exitCode = 1;
  else if (batch.events.length === 0) process.stderr.write('no event: the mapping passes this body over\n');
}

/** A sample has no content type: what is not JSON and has an equals sign is a form. */
function readSample(path: string): HookBody {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path === '-' ? 0 : path);
  } catch (cause) {
    throw FileFailure.of('read', path, cause);
  }
  const asJson = readHookBody('application/json', bytes);
  const isForm = asJson.kind === 'unreadable' && /^[\w.%+-]+=/.test(bytes.toString('utf8'));
  return isForm
    ? readHookBody('application/x-www-form-urlencoded', Buffer.from(bytes.toString('utf8').trimEnd()))
    : asJson;
}

function inWords<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof HookFailure)) throw cause;
    throw new CommandFailure(cause.message, { cause });
  }
}
