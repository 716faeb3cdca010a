import { stat } from 'node:fs/promises';
import type { AcdEvent } from '#domain/acd-event.ts';
import { FileFailure } from '../files/file-failure.ts';
import { conflictLine } from '../ingest/intake/with-conflicts.ts';
import { identitySet } from '../replay/identity-set.ts';
import type { Replay } from '../replay/replay.ts';
import { siftEvents } from '../replay/sift-events.ts';
import { replaySpilling, type Spilling } from '../replay/spill-replay.ts';
import type { Progress } from './progress.ts';
import { readEventFile } from './read-event-file.ts';

/** More refused lines than this are counted and not printed: they have one cause. */
const REFUSED_SHOWN = 20;

export type Reading = {
  readonly counted: Replay;
  readonly path: string;
  readonly line: Progress;
  readonly spilling: Spilling;
  /** Hears the events that are counted. */
  readonly learn?: (events: readonly AcdEvent[]) => void;
};

/** Counts a recording batch after batch, and says which of its lines could not be. */
export async function countRecording({
  counted,
  path,
  line,
  spilling,
  learn,
}: Reading): Promise<{ events: number; refused: number }> {
  const size = path === '-' ? undefined : (await stat(path).catch(rethrow(path))).size;
  let bytes = 0;
  let events = 0;
  let refused = 0;
  const identities = identitySet();
  for await (const batch of readEventFile(path, { onBytes: (read) => (bytes = read) })) {
    const sifted = siftEvents(counted.world.floor, identities, batch.events);
    learn?.(sifted.events);
    await replaySpilling(counted, sifted.events, spilling);
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

const rethrow = (path: string) => (cause: unknown) => Promise.reject(FileFailure.of('read', path, cause));
