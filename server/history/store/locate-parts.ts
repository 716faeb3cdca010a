import type { LocalDay } from '#domain/local-day.ts';
import type { Locate } from '../sql/reading.ts';
import type { Whereabouts } from '../sql/relation.ts';
import { borders, partFile, type Parts } from './parts.ts';

/** The files with rows of a kind that begin in a range; those of `stale` days hold rows that count no longer. */
export function locateParts(
  parts: Parts,
  stale: ReadonlySet<LocalDay>,
  ...[kind, from, to]: Parameters<Locate>
): Omit<Whereabouts, 'now'> {
  const place = { inner: [] as string[], files: [] as string[], touched: [] as string[] };
  for (const day of parts.days(kind)) {
    const { from: begin, to: end } = borders(day);
    if ((from !== undefined && end <= from) || (to !== undefined && begin >= to)) continue;
    const files = parts.of(kind, day).map((part) => partFile(parts.folder, kind, part));
    const isInner = (from === undefined || begin >= from) && (to === undefined || end <= to);
    if (stale.has(day)) place.touched.push(...files);
    else (isInner ? place.inner : place.files).push(...files);
  }
  return place;
}
