/** The scale on which counts have the same noise at every level: √(n + 1/4), variance 1/4 when they are Poisson (Brown, Zhang and Zhao 2001). */
export function toCountScale(count: number): number {
  return Math.sqrt(Math.max(count, 0) + COUNT_SHIFT);
}

/** The count whose scaled value is `scaled`; none when it is below every count. */
export function fromCountScale(scaled: number): number {
  return scaled <= 0 ? 0 : Math.max(0, scaled * scaled - COUNT_SHIFT);
}

const COUNT_SHIFT = 0.25;
