import { stat, writeFile } from 'node:fs/promises';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { systemClock } from '../../clock/clock.ts';
import { intervalReport } from '../../replay/interval-report.ts';
import { endReplay, startReplay, type Replay } from '../../replay/replay.ts';
import { identitySet } from '../../replay/identity-set.ts';
import { siftEvents } from '../../replay/sift-events.ts';
import { conflictLine } from '../../ingest/intake/with-conflicts.ts';
import { replaySpilling } from '../../replay/spill-replay.ts';
import { stateHash } from '../../replay/state-hash.ts';
import { withTemporaryStore } from '../../replay/temporary-store.ts';
import type { WorldStore } from '../../checkpoint/world-store.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { progress, type Progress } from '../progress.ts';
import { readEventFile } from '../read-event-file.ts';
import { CommandFailure } from '../run-command.ts';

export type ReplayOptions = {
  readonly report?: string;
  readonly interval: number;
  readonly within: number;
  readonly shortAbandon: number;
  readonly zone: string;
};

/** Counts the recording, prints how fast that went and a hash of all that was counted, and writes the report if one is wanted. */
export async function replayFile(path: string, options: ReplayOptions): Promise<void> {
  const counted = startReplay({
    zone: options.zone,
    intervalMs: options.interval * MINUTE_MS,
    withinMs: options.within * SECOND_MS,
    shortAbandonMs: options.shortAbandon * SECOND_MS,
  });
  const begunAt = systemClock();
  const bar = progress(process.stderr, systemClock);
  const { events, refused } = await withTemporaryStore((store) =>
    readInto({ counted, path, line: bar, store }),
  );
  endReplay(counted);
  const elapsedSeconds = Math.max(0.001, (systemClock() - begunAt) / SECOND_MS);
  if (options.report !== undefined) await writeReport(options.report, counted, options.interval * MINUTE_MS);
  const print = (line: string): boolean =>
    (options.report === '-' ? process.stderr : process.stdout).write(`${line}\n`);
  if (refused > 0) print(`${refused} lines refused`);
  print(
    `${events} events in ${elapsedSeconds.toFixed(2)} s, ${Math.round(events / elapsedSeconds)} events/s`,
  );
  print(`state hash ${stateHash(counted.world, counted.now)}`);
  if (events === 0) throw new CommandFailure(`${path}: no event in it`);
}

/** More refused lines than this are counted and not printed: they have one cause. */
const REFUSED_SHOWN = 20;

type Reading = {
  readonly counted: Replay;
  readonly path: string;
  readonly line: Progress;
  readonly store: () => WorldStore;
};

async function readInto({
  counted,
  path,
  line,
  store,
}: Reading): Promise<{ events: number; refused: number }> {
  const size = path === '-' ? undefined : (await stat(path).catch(rethrow(path))).size;
  let bytes = 0;
  let events = 0;
  let refused = 0;
  const identities = identitySet();
  for await (const batch of readEventFile(path, { onBytes: (read) => (bytes = read) })) {
    const sifted = siftEvents(counted.world.floor, identities, batch.events);
    await replaySpilling(counted, sifted.events, store);
    events += sifted.events.length;
    const conflicts = sifted.conflicts.map(({ place, told, known }) =>
      conflictLine(batch.eventLines[place] ?? 0, told, known),
    );
    for (const { line: number, field, value, expected } of [...batch.refused, ...conflicts]) {
      refused += 1;
      if (refused > REFUSED_SHOWN) continue;
      line.clear();
      process.stderr.write(
        `line ${number}: ${field === '' ? '' : `${field}: `}expected ${expected}, got ${value}\n`,
      );
    }
    line.show(() => `${events} events${size === undefined ? '' : `, ${Math.floor((100 * bytes) / size)} %`}`);
  }
  line.clear();
  return { events, refused };
}

async function writeReport(path: string, { world, terms }: Replay, intervalMs: number): Promise<void> {
  const text = [...intervalReport(world.tally, terms.zone, intervalMs), ''].join('\n');
  if (path === '-') process.stdout.write(text);
  else
    await writeFile(path, text).catch((cause: unknown) =>
      Promise.reject(FileFailure.of('write', path, cause)),
    );
}

const rethrow = (path: string) => (cause: unknown) => Promise.reject(FileFailure.of('read', path, cause));
