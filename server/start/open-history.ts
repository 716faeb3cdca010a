import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';
import { readOnFloor } from '../floor/advance-floor.ts';
import { siteOf } from '../floor/site-of.ts';
import { createEngine } from '../history/engine/engine.ts';
import { History, type FloorView } from '../history/store/history.ts';
import type { World } from '../pipeline/world.ts';
import type { TickLoop } from './tick-loop.ts';

export type HistoryParts = {
  /** Usually `history` in the data folder. */
  readonly folder: string;
  readonly world: World;
  readonly store: WorldStore;
  /** Asked later than it is given: the loop needs the history too. */
  readonly loop: () => Pick<TickLoop, 'floorNow' | 'between'>;
  readonly log: Logger;
};

const MIB = 1_048_576;
/** A quarter of 500 queues by half hour is answered within this; the live path keeps the rest of a small machine. */
const READER_BYTES = 512 * MIB;
/** A day of a million visits is sorted within this, the rest on the disk. */
const WRITER_BYTES = 384 * MIB;
/** What does not fit into memory goes to the disk, up to this. */
const SPILL_BYTES = 4_096 * MIB;
/** A question is answered by this many threads at most: it must not take the whole machine from the live path. */
const MOST_THREADS = 4;

/** The rows of what is over, with the processes that answer and write; none runs before it is needed. */
export function openHistory({ folder, world, store, loop, log }: HistoryParts): History {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const settings = { spillFolder: join(folder, 'spill'), spillBytes: SPILL_BYTES, log };
  const threads = Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1));
  return new History({
    folder,
    reader: createEngine({ ...settings, memoryBytes: READER_BYTES, threads }),
    writer: createEngine({ ...settings, memoryBytes: WRITER_BYTES, threads: 1 }),
    store,
    floor: () => viewFloor(world, loop().floorNow()),
    read: (facts) => readOnFloor(world.floor, facts, END_OF_TIME),
    between: (work) => loop().between(work),
    log,
  });
}

/** The floor as the history looks at it. */
export const viewFloor = (world: World, now: EpochMs): FloorView => ({
  contacts: world.floor.contacts,
  position: world.position,
  now,
  context: {
    now,
    siteOf: (agent, at) => siteOf(world.floor, agent, at),
    // Who came before is asked of all rows together.
    earlierMs: () => undefined,
  },
});

/** What has left the floor is over, however the clock has moved since. */
const END_OF_TIME = epochMs(8.64e15);
