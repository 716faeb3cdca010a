import { editDistance } from '#domain/text/edit-distance.ts';
import { EVENT_KINDS } from './event-schema.ts';

/** Every known kind, the three most like `kind` first; in the schema's order when nothing was said. */
export function nearestKinds(kind: string): readonly string[] {
  if (kind === '') return EVENT_KINDS;
  const compared = kind.slice(0, COMPARED).toLowerCase();
  const ranked = EVENT_KINDS.map((known) => ({ known, edits: editDistance(compared, known) }));
  const nearest = ranked.sort((a, b) => a.edits - b.edits).slice(0, 3);
  const names = nearest.map(({ known }) => known);
  return [...names, ...EVENT_KINDS.filter((known) => !names.includes(known))];
}

/** The longest kind has 19 characters; what is longer is compared by its beginning. */
const COMPARED = 30;
