/** Throws when something that the code relies on does not hold: that is a bug of ours, not bad input. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`broken assumption: ${what}`);
}
