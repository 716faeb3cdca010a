/** One number that a thread leaves for another, which is too busy to hear a message; not a number while there is none. */
export type BoundCell = SharedArrayBuffer;

export function openBoundCell(): BoundCell {
  const cell = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  new Float64Array(cell)[0] = Number.NaN;
  return cell;
}

export function leaveBound(cell: BoundCell, bound: number): void {
  new Float64Array(cell)[0] = bound;
}

/** Undefined while nobody has left one. */
export function boundIn(cell: BoundCell): number | undefined {
  const [bound = Number.NaN] = new Float64Array(cell);
  return Number.isNaN(bound) ? undefined : bound;
}
