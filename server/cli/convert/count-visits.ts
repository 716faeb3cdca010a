import type { AcdEvent } from '#domain/acd-event.ts';
import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import type { WorldStore } from '../../checkpoint/world-store.ts';
import { endReplay, startReplay } from '../../replay/replay.ts';
import { replaySpilling } from '../../replay/spill-replay.ts';

/** What became of the visits in converted events: counted as a replay of them counts, by the same pipeline. */
export type VisitCount = {
  add(events: readonly AcdEvent[]): Promise<void>;
  /** One line a queue. */
  lines(): readonly string[];
};

/** Nothing counted yet. */
export function countVisits(store: () => WorldStore): VisitCount {
  // No figure that is printed depends on zone, interval or target.
  const counted = startReplay({
    zone: 'UTC',
    intervalMs: 30 * MINUTE_MS,
    withinMs: 20 * SECOND_MS,
    shortAbandonMs: 0,
  });
  return {
    add: (events) => replaySpilling(counted, events, { store }),
    lines() {
      endReplay(counted);
      return [...counted.world.tally.queues]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([queue, { streams }]) => `  ${queue}: ${inWords(sumOf(streams.inbound.cells.values()))}`);
    },
  };
}

function sumOf(cells: Iterable<Readonly<Counts>>): Counts {
  const sum = emptyCounts();
  for (const cell of cells) addCounts(sum, cell);
  return sum;
}

function inWords({ offered, answered, abandoned, left, leftTimeout, lost }: Counts): string {
  const open = offered - answered - abandoned - left - lost;
  return [
    `${offered} offered, ${answered} answered, ${abandoned} abandoned`,
    ...(left > 0 ? [`${left} left${leftTimeout > 0 ? ` (${leftTimeout} by timeout)` : ''}`] : []),
    ...(lost > 0 ? [`${lost} lost`] : []),
    ...(open > 0 ? [`${open} without an end`] : []),
  ].join(', ');
}
