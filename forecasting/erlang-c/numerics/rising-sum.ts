/**
 * 1 + x/(n+1) + x²/((n+1)(n+2)) + …, for x ≤ n + 1: P(Poisson(x) ≥ n) over P(Poisson(x) = n).
 * About √(72n) terms at most, because past that the Gaussian fall of the terms is below one unit in the last place.
 */
export function risingSum(n: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let i = n + 1; ; i += 1) {
    term *= x / i;
    sum += term;
    if (!(term >= sum * 1e-17)) return sum;
  }
}
