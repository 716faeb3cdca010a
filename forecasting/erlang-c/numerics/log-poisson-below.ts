import { fallingSum } from './falling-sum.ts';
import { logPoissonDensity } from './log-poisson-density.ts';
import { risingSum } from './rising-sum.ts';

/**
 * ln P(Poisson(mean) < count), good to a relative 1e-13 of the probability in both tails.
 * Answers −Infinity for count 0, and 0 (certainty) for mean 0.
 */
export function logPoissonBelow(count: number, mean: number): number {
  if (count === 0) return -Infinity;
  if (mean === 0) return 0;
  if (count <= mean) return logPoissonDensity(count - 1, mean) + Math.log(fallingSum(count - 1, mean));
  const density = Math.exp(logPoissonDensity(count, mean));
  return density === 0 ? 0 : Math.log1p(-density * risingSum(count, mean));
}
