import { editDistance } from './edit-distance.ts';

/** The known name most like `name`; undefined when none is at all like it. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((one) => ({ one, edits: editDistance(name.slice(0, COMPARED), one) }));
  const [nearest] = ranked.sort((a, b) => a.edits - b.edits);
  return nearest !== undefined && nearest.edits <= nearest.one.length / 2 ? nearest.one : undefined;
}

/** Longer than any name that is known; what is longer is compared by its beginning. */
const COMPARED = 40;
