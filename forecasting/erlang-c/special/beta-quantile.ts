import { logGamma } from './log-gamma.ts';

type Question = { readonly a: number; readonly b: number; readonly share: number };

/**
 * The value below which a beta(a, b) variable lies with probability `share`, to about 1e-9, by halving on the
 * incomplete beta function. Answers 0 and 1 for shares 0 and 1.
 */
export function betaQuantile({ a, b, share }: Question): number {
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (betaBelow(a, b, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The regularised incomplete beta function by its continued fraction (Abramowitz and Stegun, 26.5.8). */
function betaBelow(a: number, b: number, x: number): number {
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(b, a, 1 - x);
  if (x === 0) return 0;
  const front =
    Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  // Evaluated from the tail; below the turning point a few times √(a + b) terms suffice.
  const terms = Math.ceil(60 + 6 * Math.sqrt(a + b));
  let fraction = 1;
  for (let m = terms; m >= 1; m -= 1) {
    const odd = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const even = (-(a + m - 1) * (a + b + m - 1) * x) / ((a + 2 * m - 2) * (a + 2 * m - 1));
    fraction = 1 + even / (1 + odd / fraction);
  }
  return front / fraction;
}
