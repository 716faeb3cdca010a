import { fallingSum } from './falling-sum.ts';
import { logPoissonBelow } from './log-poisson-below.ts';
import { logPoissonDensity } from './log-poisson-density.ts';

/**
 * ln(1 + x + x²/2! + … + x^(places−1)/(places−1)!): what finite waiting places leave of e^x in the density of the
 * offered wait. Written without e^x where x is beyond the places. Answers x for unlimited places, 0 for one.
 */
export function logPlaces(places: number, x: number): number {
  if (places === 1 || x === 0) return 0;
  if (x < places) return x + logPoissonBelow(places, x);
  const top = (places - 1) * (Math.log(x) - Math.log(places - 1)) + (places - 1);
  // ln(x^(n)/n!) with n = places − 1: the density at its own mean n, moved to x.
  return top + logPoissonDensity(places - 1, places - 1) + Math.log(fallingSum(places - 1, x));
}
