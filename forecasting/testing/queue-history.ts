import { queueId } from '#domain/ids.ts';
import { addDays, localDay, weekday, type LocalDay } from '#domain/local-day.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { makeGrid } from '../models/grid.ts';

export type MadeHistory = {
  readonly queue?: string;
  readonly first?: LocalDay;
  readonly days: number;
  /** Contacts in an interval at its busiest. */
  readonly size: number;
  readonly seed?: number;
  /** Weekdays on which the queue is open, Monday 0. */
  readonly open?: readonly number[];
  readonly effect?: (day: LocalDay) => number;
};

/** A queue that is open from 8 to 18 h in half hours, with a hump, quieter on Fridays, and noise of a Poisson count's size. */
export function madeHistory({
  queue = 'sales',
  first = localDay('2025-01-06'),
  seed = 1,
  ...made
}: MadeHistory): QueueHistory {
  const { days: count, size, open = [0, 1, 2, 3, 4], effect = () => 1 } = made;
  const chance = generator(seed);
  const days = Array.from({ length: count }, (_, day) => addDays(first, day)).filter((day) =>
    open.includes(weekday(day)),
  );
  const offered = makeGrid({ rows: days.length, columns: 48 }, (row, column) => {
    const day = days[row] ?? first;
    if (column < 16 || column >= 36) return Number.NaN;
    const mean = size * effect(day) * (weekday(day) === 4 ? 0.8 : 1) * Math.exp(-((column - 24) ** 2) / 60);
    const noise = chance() + chance() + chance() - 1.5;
    return Math.max(0, Math.round(mean + 2 * Math.sqrt(mean) * noise));
  });
  return { queue: queueId(queue), intervalMinutes: 30, days, offered };
}

/** Park and Miller's minimal generator. */
function generator(seed: number): () => number {
  let state = seed * 7_919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
