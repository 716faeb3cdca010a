import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { Row } from '../view/queue-order.ts';

/** A page of queues stands long enough to be read across the room: a row takes about a second. */
const PAGE_MS: DurationMs = 12_000;
/** At most this share of the place is for rows that stay; the rest must come by. */
const PINNED_SHARE = 0.5;

/** The rows to be shown now. `page` counts from 1. */
export type QueuePage = { readonly rows: readonly Row[]; readonly page: number; readonly pages: number };

/**
 * All rows where they fit. Else those that are breached or at risk stay, the gravest half of the place at most, and the others come
 * by in pages. Where one row is all there is, the gravest has it.
 */
export function pageOf(rows: readonly Row[], places: number, clock: EpochMs): QueuePage {
  if (rows.length <= places) return { rows, page: 1, pages: 1 };
  const alarmed = rows.filter(({ state }) => state === 'breach' || state === 'risk').length;
  const pinned = Math.min(alarmed, places === 1 ? 1 : Math.floor(places * PINNED_SHARE));
  const each = places - pinned;
  if (each <= 0) return { rows: rows.slice(0, places), page: 1, pages: 1 };
  const pages = Math.ceil((rows.length - pinned) / each);
  const page = Math.floor(clock / PAGE_MS) % pages;
  const from = pinned + page * each;
  return { rows: [...rows.slice(0, pinned), ...rows.slice(from, from + each)], page: page + 1, pages };
}
