/**
 * 1 + n/x + n(n−1)/x² + … to its last term, for x ≥ n: P(Poisson(x) ≤ n) over P(Poisson(x) = n).
 * About √(72n) terms at most. Answers 1 for n = 0.
 */
export function fallingSum(n: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let i = n; i > 0; i -= 1) {
    term *= i / x;
    sum += term;
    if (!(term >= sum * 1e-17)) return sum;
  }
  return sum;
}
