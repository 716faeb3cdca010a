import { normalQuantile } from './normal-quantile.ts';

/**
 * A gamma number of mean 1 and the given shape (Marsaglia and Tsang 2000; below shape 1 by their power of a uniform).
 * `units` answers uniform numbers, one a call.
 */
export function gammaDraw(shape: number, units: () => number): number {
  if (shape < 1) return (gammaDraw(shape + 1, units) * (shape + 1) * units() ** (1 / shape)) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  // Each try succeeds with more than 95 %: a hundred failures do not happen before the heat death.
  for (let tries = 0; tries < 100; tries += 1) {
    const x = normalQuantile(units());
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(units()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
  return 1;
}
