/** Stops the program: what was assumed here does not hold, so this is our bug and not the caller's. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`broken assumption: ${what}`);
}
