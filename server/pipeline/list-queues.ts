import { queueId } from '#domain/ids.ts';
import { queueTally } from '../metrics/tally.ts';
import type { World } from './world.ts';

/** Puts queues on the board of which nothing was heard yet but that they are there. Nothing is counted by it. */
export function listQueues(world: World, queues: Iterable<string>): void {
  for (const queue of queues) queueTally(world.tally, queueId(queue));
}
