/** The scale on which counts have the same noise at every level: √(n + 1/4), variance 1/4 when they are Poisson (Brown, Zhang and Zhao 2001). */
export function toCountScale(count: number): number {
  return Math.sqrt(Math.max(count, 0) + COUNT_SHIFT);
}

/** The count whose scaled value is `scaled`; none when it is below every count. */
export function fromCountScale(scaled: number): number {
  return scaled <= 0 ? 0 : Math.max(0, scaled * scaled - COUNT_SHIFT);
}

const COUNT_SHIFT = 0.25;

/**
 * The rate whose Poisson counts have `mean` as the mean of their scaled values. For a few contacts that is the mean's square;
 * near none it is less: where nothing ever comes the scaled value is 1/2, and the rate is 0, not 1/4.
 */
export function rateOfMean(mean: number): number {
  const squared = Math.max(0, mean) ** 2;
  if (mean >= LAST_MEAN) return squared;
  let [low, high] = [0, MEANS.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((MEANS[middle] ?? 0) <= mean) low = middle;
    else high = middle;
  }
  const [from, to] = [MEANS[low] ?? 0, MEANS[high] ?? 0];
  return RATE_STEP * (low + Math.max(0, Math.min(1, (mean - from) / (to - from))));
}

/** From this rate on the square is right within a tenth of a per cent. */
const SQUARE_RATE = 10;
const RATE_STEP = 1 / 32;

/** Mean scaled value of Poisson counts of the rates 0, 1/32, 2/32, … */
const MEANS = Float64Array.from({ length: SQUARE_RATE / RATE_STEP + 1 }, (_, step) =>
  meanScaled(step * RATE_STEP),
);

const LAST_MEAN = MEANS.at(-1) ?? 0;

function meanScaled(rate: number): number {
  let probability = Math.exp(-rate);
  let sum = 0;
  // A rate of ten has no count above sixty.
  for (let count = 0; count <= 60; count += 1) {
    sum += probability * toCountScale(count);
    probability *= rate / (count + 1);
  }
  return sum;
}
