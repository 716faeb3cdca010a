import { weekday } from '#domain/local-day.ts';
import { gridRow } from '../models/grid.ts';
import type { QueueHistory } from './queue-history.ts';

/** When a queue is usually answered. */
export type Opening = {
  /** By weekday, Monday first. */
  readonly isOpen: readonly boolean[];
  /** By weekday: the intervals of the day that are usually open, ascending. */
  readonly intervals: readonly (readonly number[])[];
};

/** Days of a weekday that are looked at: two months, so that new hours are learnt and one odd day is not. */
const LATEST = 8;
/** A weekday, or an interval of it, that was told in fewer than this share of its latest days is not usual. */
const USUAL_SHARE = 0.3;

/** The opening hours that the rows of the latest weeks show. A queue without history is never open. */
export function learnOpening(history: QueueHistory): Opening {
  const weekdays = Array.from({ length: 7 }, (_, day) => day);
  const weeks = weeksOf(history);
  const intervals = weekdays.map((day) => {
    const latest = [...history.days.entries()].filter(([, one]) => weekday(one) === day).slice(-LATEST);
    // Closed on most of the weeks that were told at all: once a month is not usual.
    if (latest.length < USUAL_SHARE * Math.min(LATEST, weeks)) return [];
    const counts = new Map<number, number>();
    for (const [row] of latest)
      for (const [interval, cell] of gridRow(history.offered, row).entries())
        if (!Number.isNaN(cell)) counts.set(interval, (counts.get(interval) ?? 0) + 1);
    return [...counts]
      .filter(([, count]) => count >= USUAL_SHARE * latest.length)
      .map(([interval]) => interval)
      .sort((a, b) => a - b);
  });
  return { isOpen: intervals.map((open) => open.length > 0), intervals };
}

/** Weeks between the first and the last day, at least one. */
function weeksOf({ days }: QueueHistory): number {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return 1;
  return Math.max(1, Math.ceil((Date.parse(last) - Date.parse(first)) / (7 * 86_400_000)));
}

/** The intervals that are open on any day, ascending. */
export function openIntervals({ intervals }: Opening): number[] {
  return [...new Set(intervals.flat())].sort((a, b) => a - b);
}
