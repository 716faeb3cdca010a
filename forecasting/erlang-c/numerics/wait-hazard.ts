import { logPoissonBelow } from './log-poisson-below.ts';
import { logPoissonDensity } from './log-poisson-density.ts';

/**
 * P(X = places − 1) / P(X < places) for X Poisson of the mean: how fast the chance that a waiting place is left falls
 * as the mean grows. 0 for unlimited places, 1 for a single one.
 */
export function waitHazard(places: number, mean: number): number {
  if (places === Infinity) return 0;
  if (places === 1) return 1;
  return Math.exp(logPoissonDensity(places - 1, mean) - logPoissonBelow(places, mean));
}
