import { dayNumber, weekday } from '#domain/local-day.ts';
import { gridRow } from '../models/grid.ts';
import type { QueueHistory } from './queue-history.ts';

/** When a queue is usually answered. */
export type Opening = {
  /** By weekday, Monday first. */
  readonly isOpen: readonly boolean[];
  /** By weekday: the intervals of the day that are usually open, ascending. */
  readonly intervals: readonly (readonly number[])[];
};

/** Weeks that are looked at: two months, so that new hours are learnt and one odd day is not. */
const LATEST = 8;
/** A weekday, or an interval of it, that was told in fewer than this share of its latest days is not usual. */
const USUAL_SHARE = 0.3;
/** Hours that were closed for so many weeks on end are closed: no holiday takes a weekday three times. */
const CLOSED_WEEKS = 3;
/** A weekday that was not told for so many weeks, while others were, is closed; it may only be unknown, so one more is waited for. */
const UNTOLD_WEEKS = 4;

/** The opening hours that the rows of the latest weeks show. A queue without history is never open. */
export function learnOpening(history: QueueHistory): Opening {
  const weeks = [...new Set(history.days.map(weekOf))].slice(-LATEST);
  const first = weeks[0] ?? 0;
  const intervals = Array.from({ length: 7 }, (_, day) => {
    const rows = [...history.days.entries()]
      .filter(([, one]) => weekday(one) === day && weekOf(one) >= first)
      .map(([row, one]) => ({ week: weekOf(one), cells: gridRow(history.offered, row) }));
    // Closed on most of the weeks that were told at all: once a month is not usual.
    if (rows.length < USUAL_SHARE * weeks.length) return [];
    const latest = weeks.slice(-UNTOLD_WEEKS);
    if (latest.length === UNTOLD_WEEKS && !rows.some(({ week }) => latest.includes(week))) return [];
    return openColumns(
      rows.map(({ cells }) => cells),
      history.offered.columns,
    );
  });
  return { isOpen: intervals.map((open) => open.length > 0), intervals };
}

function openColumns(rows: readonly Float64Array[], columns: number): number[] {
  return Array.from({ length: columns }, (_, column) => column).filter((column) => {
    const told = rows.filter((cells) => isTold(cells, column)).length;
    if (told === 0 || told < USUAL_SHARE * rows.length) return false;
    const latest = rows.slice(-CLOSED_WEEKS);
    return latest.length < CLOSED_WEEKS || latest.some((cells) => isTold(cells, column));
  });
}

const isTold = (cells: Float64Array, column: number): boolean => !Number.isNaN(cells[column] ?? Number.NaN);

/** The number of the day's week; weeks begin on Monday, as 1970-01-05 did. */
const weekOf = (day: Parameters<typeof dayNumber>[0]): number => Math.floor((dayNumber(day) - 4) / 7);

/** The intervals that are open on any day, ascending. */
export function openIntervals({ intervals }: Opening): number[] {
  return [...new Set(intervals.flat())].sort((a, b) => a - b);
}
