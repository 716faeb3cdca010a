import type { LocalMoment } from '#domain/local-day.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { gridRow, type Grid } from '../models/grid.ts';
import type { Today } from './project-queue.ts';

/** The days before the moment's, and of its own day the intervals that were over; later rows are not looked at. */
export function splitAt(
  history: QueueHistory,
  { day, minute }: LocalMoment,
): { past: QueueHistory; today?: Today } {
  const rows = history.days.filter((one) => one < day).length;
  const past: QueueHistory = {
    ...history,
    days: history.days.slice(0, rows),
    offered: firstRows(history.offered, rows),
    ...(history.handleSeconds === undefined ? {} : { handleSeconds: firstRows(history.handleSeconds, rows) }),
  };
  if (history.days[rows] !== day) return { past };
  const offered = gridRow(history.offered, rows).slice();
  offered.fill(Number.NaN, Math.floor(minute / history.intervalMinutes));
  return offered.every(Number.isNaN) ? { past } : { past, today: { day, offered } };
}

const firstRows = ({ columns, cells }: Grid, rows: number): Grid => ({
  rows,
  columns,
  cells: cells.subarray(0, rows * columns),
});
