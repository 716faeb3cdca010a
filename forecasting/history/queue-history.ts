import type { QueueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { DAY_MINUTES } from '#domain/time.ts';
import { gridRow, makeGrid, type Grid } from '../models/grid.ts';

/**
 * Contacts offered to one queue, by local day and interval of the day (counted from local midnight). A day that is not
 * listed, or a cell that is NaN, is unknown, not zero.
 */
export type QueueHistory = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  /** The days, in ascending order. */
  readonly days: readonly LocalDay[];
  /** One row a day, one column an interval of the day. */
  readonly offered: Grid;
  /** Mean handle time in seconds, where it is known. */
  readonly handleSeconds?: Grid;
};

/** Intervals in a day of 24 hours. */
export const intervalsADay = (intervalMinutes: number): number => DAY_MINUTES / intervalMinutes;

/** The history of some of its days, by their rows, ascending. */
export function withRows(history: QueueHistory, rows: readonly number[]): QueueHistory {
  const only = (grid: Grid): Grid =>
    makeGrid(
      { rows: rows.length, columns: grid.columns },
      (row, column) => gridRow(grid, rows[row] ?? 0)[column] ?? Number.NaN,
    );
  return {
    ...history,
    days: rows.flatMap((row) => history.days[row] ?? []),
    offered: only(history.offered),
    ...(history.handleSeconds === undefined ? {} : { handleSeconds: only(history.handleSeconds) }),
  };
}
