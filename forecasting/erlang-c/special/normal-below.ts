/**
 * Φ(y), the standard normal distribution, to a relative 2e-7 (Press et al., Numerical Recipes, `erfcc`): good enough
 * for first guesses, which is all it is used for.
 */
export function normalBelow(y: number): number {
  const x = Math.abs(y) * Math.SQRT1_2;
  const t = 1 / (1 + x / 2);
  const high = -1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277));
  const low = 0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * (0.27886807 + t * high)));
  const tail = (t / 2) * Math.exp(-x * x - 1.26551223 + t * (1.00002368 + t * low));
  return y > 0 ? 1 - tail : tail;
}
