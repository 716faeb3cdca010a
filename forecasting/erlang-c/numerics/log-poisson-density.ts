import { excess } from './excess.ts';

const LOG_FACTORIALS = [1, 1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880].map(Math.log);
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * ln P(Poisson(mean) = count), by the saddle point (Loader 2000), so that a probability of 1e-300 keeps its digits.
 * Answers −Infinity for a count above 0 at mean 0, and 0 for count 0 at mean 0.
 */
export function logPoissonDensity(count: number, mean: number): number {
  if (mean === 0) return count === 0 ? 0 : -Infinity;
  const logFactorial = LOG_FACTORIALS[count];
  if (logFactorial !== undefined) return count * Math.log(mean) - mean - logFactorial;
  return -stirlingError(count) - saddle(count, mean) - HALF_LOG_TWO_PI - Math.log(count) / 2;
}

/** mean − count − count·ln(mean/count), also where mean/count would vanish beside 1. */
function saddle(count: number, mean: number): number {
  if (mean < count / 2) return mean - count - count * (Math.log(mean) - Math.log(count));
  return count * excess((mean - count) / count);
}

/** ln n! − ln(√(2πn) nⁿ e⁻ⁿ) for n ≥ 10; the first term left out is below 1e-15. */
function stirlingError(n: number): number {
  const inverse = 1 / n;
  const square = inverse * inverse;
  const tail = 1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360_360)));
  return inverse * (1 / 12 - square * (1 / 360 - square * tail));
}
