type Question = {
  readonly load: number;
  /** An upper bound of the answer. */
  readonly most: number;
  /** Share of all attempts that come back, when attempts make up this load. */
  readonly returning: (total: number) => number;
};

/**
 * The load of all attempts when a share of them returns: total = load + total·returning(total), by halving between
 * `load` and `most` down to the last digit. Answers 0 without load.
 */
export function returnedLoad({ load, most, returning }: Question): number {
  let [low, high] = [load, Math.min(most, Number.MAX_VALUE)];
  for (let step = 0; step < 200; step += 1) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (middle * (1 - returning(middle)) < load) low = middle;
    else high = middle;
  }
  return high;
}
