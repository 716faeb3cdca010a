import { STREAMS } from '#domain/contact.ts';
import type { StoredCell } from './world-store.ts';

/** The order of stored cells: by start, of one start by queue, and of one queue by stream. */
export function byStartAndQueue(one: StoredCell, other: StoredCell): number {
  if (one.start !== other.start) return one.start - other.start;
  if (one.queue !== other.queue) return one.queue < other.queue ? -1 : 1;
  return STREAMS.indexOf(one.stream) - STREAMS.indexOf(other.stream);
}
