import type { AcdEvent } from '#domain/acd-event.ts';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { endReplay, replayEvents, startReplay, type Replay } from '../../../replay/replay.ts';

/** What a wall would show of these events at their end. */
export function figuresOf(events: readonly AcdEvent[], withinSeconds = 20) {
  const replay = replayed(events, withinSeconds);
  const left = flowOuts(events);
  return Object.fromEntries(
    [...replay.world.tally.queues]
      .map(
        ([queue, { streams }]) =>
          [queue, { ...shown(sumOf(streams.inbound.cells.values())), ...left[queue] }] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** The events as they are counted, without the time that would end what is open. */
function replayed(events: readonly AcdEvent[], withinSeconds: number): Replay {
  const replay = startReplay({
    zone: 'UTC',
    intervalMs: 30 * MINUTE_MS,
    withinMs: withinSeconds * SECOND_MS,
    shortAbandonMs: 0,
  });
  replayEvents(replay, events);
  endReplay(replay);
  return replay;
}

function sumOf(cells: Iterable<Readonly<Counts>>): Counts {
  const sum = emptyCounts();
  for (const cell of cells) addCounts(sum, cell);
  return sum;
}

/** Counts of 0 say nothing. */
function shown({ offered, answered, answeredWithin, abandoned, refused, lost, waitAnsweredMs }: Counts) {
  const speedOfAnswer = answered === 0 ? 0 : waitAnsweredMs / answered / SECOND_MS;
  return Object.fromEntries(
    Object.entries({ offered, answered, answeredWithin, abandoned, refused, lost, speedOfAnswer }).filter(
      ([, value]) => value !== 0,
    ),
  );
}

function flowOuts(events: readonly AcdEvent[]): Record<string, Record<string, number>> {
  const queues: Record<string, Record<string, number>> = {};
  for (const event of events) {
    if (event.kind !== 'contact-left' || event.queue === undefined) continue;
    const reasons = (queues[event.queue] ??= {});
    reasons[event.reason] = (reasons[event.reason] ?? 0) + 1;
  }
  return queues;
}
