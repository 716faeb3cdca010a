import type { Logger } from 'pino';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { Centre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import type { EventSimulation } from '../../forecasting/simulation/event-simulation.ts';
import { recall, saveCheckpoint } from '../checkpoint/checkpoint.ts';
import type { Clock } from '../clock/clock.ts';
import { journalFile, openDataFolder, worldFile } from '../start/data-folder.ts';
import { definitionsFingerprint } from '../definitions/definitions-fingerprint.ts';
import { sqliteJournal } from '../journal/sqlite-journal.ts';
import { sqliteWorldStore } from '../checkpoint/sqlite-world-store.ts';
import { takeEvents } from '../pipeline/take-events.ts';
import { emptyWorld } from '../pipeline/world.ts';

export type HistoryOptions = {
  readonly folder: string;
  readonly centre: Centre;
  /** A floor that has just opened; afterwards it stands at `until`. */
  readonly simulation: EventSimulation;
  readonly from: EpochMs;
  readonly until: EpochMs;
  /** How far the floor's clock is behind ours. */
  readonly behindMs: DurationMs;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onProgress: (at: EpochMs, events: number) => void;
  /** Ends the writing early. */
  readonly stop: AbortSignal;
};

/** Events in one commit, as a busy floor's. */
const COMMIT_EVENTS = 5_000;
/** What is over leaves memory so often; the world is written down each time, which takes a quarter of a second. */
const CHECKPOINT_EVENTS = 100_000;

/**
 * Lets a floor live up to `until` in an empty data folder, through the same journal, counting and checkpoints as live
 * events. Answers how many events there were.
 */
export async function writeHistory(options: HistoryOptions): Promise<number> {
  const { centre, until, behindMs, stop, onProgress } = options;
  const folder = openDataFolder(options.folder);
  const journal = sqliteJournal({ file: journalFile(folder) });
  const store = sqliteWorldStore({ file: worldFile(folder), said: (said) => options.log.warn(said) });
  const terms = { centre, zone: timeZone(centre.zone), definitions: definitionsFingerprint(centre) };
  const world = emptyWorld(GRID_MS, 'told');
  let saved = 0;
  try {
    for (const events of ofHistory(options)) {
      if (stop.aborted) break;
      const at = events.at(-1)?.at ?? until;
      const receivedAt = later(at, behindMs);
      const { entries, head } = await journal.append(events, receivedAt);
      const recalled = await recall(world, store, events);
      takeEvents(world, terms, {
        events: entries.map((entry) => entry.event),
        position: head,
        receivedAt,
        recalled,
      });
      if (head - saved >= CHECKPOINT_EVENTS) {
        await saveCheckpoint({ ...options, world, terms, store }, at);
        saved = head;
      }
      onProgress(at, head);
    }
    await saveCheckpoint({ ...options, world, terms, store }, until);
  } finally {
    await store.close();
    await journal.close();
  }
  return world.position;
}

/** The clock is told first, and once: from then on the floor's time is our receipt less what it is behind. */
function* ofHistory({ simulation, from, until }: HistoryOptions): Generator<readonly AcdEvent[]> {
  yield simulation.simulation.plan.model.sources.map((source) => ({
    id: 'clock',
    source,
    at: from,
    kind: 'source-heartbeat',
  }));
  yield* simulation.run(until, COMMIT_EVENTS);
}
