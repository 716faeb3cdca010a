import { STREAMS } from '#domain/contact.ts';
import { addCounts, emptyCounts, isEmpty, type Counts } from '#domain/measures/counts.ts';
import { epochMs } from '#domain/time.ts';
import type { World } from '../../pipeline/world.ts';
import type { StoredCell, WorldStore } from '../world-store.ts';

const END_OF_TIME = epochMs(8.64e15);

/** All cells, in memory and stored, as sums. */
export async function cellsOf(world: World, store: WorldStore): Promise<Readonly<Record<string, Counts>>> {
  const sums: Record<string, Counts> = {};
  const add = ({ queue, stream, start, counts }: StoredCell): void =>
    addCounts((sums[`${queue} ${stream} ${start}`] ??= emptyCounts()), counts);
  for (const [queue, { streams }] of world.tally.queues)
    for (const stream of STREAMS)
      for (const [start, counts] of streams[stream].cells) add({ queue, stream, start, counts });
  for (const cell of await store.cells(epochMs(0), END_OF_TIME)) add(cell);
  return Object.fromEntries(
    Object.entries(sums)
      .filter(([, counts]) => !isEmpty(counts))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
