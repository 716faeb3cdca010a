import type { Logger } from 'pino';
import { GRID_MS } from '#domain/interval.ts';
import type { DurationMs } from '#domain/time.ts';
import { openWorld } from '../checkpoint/recover-world.ts';
import { sqliteWorldStore } from '../checkpoint/sqlite-world-store.ts';
import { systemClock } from '../clock/clock.ts';
import type { FloorTime } from '../floor/floor.ts';
import { sqliteJournal } from '../journal/sqlite-journal.ts';
import {
  createFloorKeeper,
  createRetention,
  type Keep,
  type RetentionOptions,
} from '../keeping/retention.ts';
import type { Terms } from '../pipeline/take-events.ts';
import { journalFile, worldFile } from './data-folder.ts';
import { startRecounting } from './recounting.ts';

/** What was counted since the last checkpoint is usually counted within this; whatever takes longer is counted while the server serves. */
const COUNT_BEFORE_MS: DurationMs = 2_000;

export type FolderOptions = {
  readonly folder: string;
  readonly terms: Terms;
  readonly time: FloorTime;
  readonly keep: Keep;
  readonly log: Logger;
};

/** Opens journal and store, and the world as far as it is counted at once. Throws a StorageFailure with what to do. */
export async function openFolder({ folder, terms, time, keep, log }: FolderOptions) {
  const journal = sqliteJournal({ file: journalFile(folder) });
  const store = sqliteWorldStore({ file: worldFile(folder), said: (sentence) => log.warn(sentence) });
  const { keeping } = journal;
  const common = { journal, store, terms, clock: systemClock, log };
  const keepFloor = createFloorKeeper(keeping, systemClock);
  const recovering = {
    ...common,
    keepFloor,
    gridMs: GRID_MS,
    time,
    firstFloor: () => keeping.firstFloor(),
  };
  const world = await openWorld(recovering);
  const recounting = await startRecounting(recovering, world);
  await recounting.countFor(COUNT_BEFORE_MS);
  const retention = (forgetHistory: RetentionOptions['forgetHistory']) =>
    createRetention({ ...common, keeping, world, keep, forgetHistory });
  return {
    ...common,
    world,
    recounting,
    keepFloor,
    retention,
    async close() {
      await store.close();
      await journal.close();
    },
  };
}
