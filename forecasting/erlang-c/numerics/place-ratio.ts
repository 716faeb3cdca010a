import { fallingSum } from './falling-sum.ts';
import { logPoissonBelow } from './log-poisson-below.ts';
import { logPoissonDensity } from './log-poisson-density.ts';

/**
 * The slope of `logPlaces` in x, that is P(Poisson(x) < places − 1)/P(Poisson(x) < places): 1 while places are plenty,
 * (places − 1)/x when they are long taken. 0 for a single place.
 */
export function placeRatio(places: number, x: number): number {
  if (places === 1) return 0;
  if (x >= places) return 1 / (1 + x / (places - 1) / fallingSum(places - 2, x));
  return 1 - Math.exp(logPoissonDensity(places - 1, x) - logPoissonBelow(places, x));
}
