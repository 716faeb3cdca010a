import { editDistance } from './edit-distance.ts';

/** The known name most like `name`; undefined when none is at all like it. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((one) => ({ one, edits: editDistance(name.slice(0, COMPARED), one) }));
  const [nearest] = ranked.sort((a, b) => a.edits - b.edits);
  return nearest !== undefined && nearest.edits <= nearest.one.length / 2 ? nearest.one : undefined;
}

/** Longer than any name that is known; what is longer is compared by its beginning. */
const COMPARED = 40;

/** What whoever wrote a name that is not known is told: the one most like it, or all that there are. */
export function nameHint(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`;
}
