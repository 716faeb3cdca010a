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

/** Levenshtein's: how many letters to add, drop or change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of from.split('')) {
    const next = [(row[0] ?? 0) + 1];
    for (let column = 1; column <= to.length; column++) {
      const change = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
