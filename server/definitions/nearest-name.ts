/** The known name most like `name`; undefined when none is at all like it. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((one) => ({ one, edits: editDistance(name.slice(0, COMPARED), one) }));
  const [nearest] = ranked.sort((a, b) => a.edits - b.edits);
  return nearest !== undefined && nearest.edits <= nearest.one.length / 2 ? nearest.one : undefined;
}

/** Longer than any name that is known; what is longer is compared by its beginning. */
const COMPARED = 40;

/** Levenshtein's: how many letters to add, drop or change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const letter of from.split('')) {
    const next = [(row[0] ?? 0) + 1];
    for (const [index, other] of to.split('').entries()) {
      const change = (row[index] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(change, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
