import type { StoredCell } from './world-store.ts';

/** The order of stored cells: by start, and of one start by queue. */
export function byStartAndQueue(one: StoredCell, other: StoredCell): number {
  if (one.start !== other.start) return one.start - other.start;
  if (one.queue === other.queue) return 0;
  return one.queue < other.queue ? -1 : 1;
}
