import { normalQuantile } from '../../simulation/random/normal-quantile.ts';

/** Newton steps; from this start three are enough above shape 1, and ten below. */
const MOST_STEPS = 60;

/**
 * The value below which a gamma-distributed rate of mean 1 stays with probability `share`; 1 when `cv` is 0. From Wilson and
 * Hilferty (1931), made exact by bisected Newton steps on the incomplete gamma function.
 */
export function gammaQuantile(share: number, cv: number): number {
  if (cv === 0) return 1;
  const shape = 1 / (cv * cv);
  let low = 0;
  let high = Infinity;
  let x = shape * Math.max(1e-3, 1 - 1 / (9 * shape) + normalQuantile(share) / (3 * Math.sqrt(shape))) ** 3;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const miss = gammaBelow(shape, x) - share;
    if (miss > 0) high = x;
    else low = x;
    const slope = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
    const newton = x - miss / slope;
    const next = newton > low && newton < high ? newton : high === Infinity ? 2 * x + 1 : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-12 * x) break;
    x = next;
  }
  return x / shape;
}

/** Terms of the series or of the fraction: both converge within about 10·√shape. */
const MOST_TERMS = 100_000;

/** The regularised incomplete gamma function, by series below the mean and by Legendre's continued fraction above. */
function gammaBelow(shape: number, x: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && term > sum * 1e-16; n += 1) {
      term *= x / (shape + n);
      sum += term;
    }
    return front * sum;
  }
  // Lentz's method, as modified by Thompson and Barnett (1986).
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return 1 - front * fraction;
}

/** Stirling's series after raising the argument to 12: ten digits and more. */
function logGamma(x: number): number {
  let lift = 0;
  let z = x;
  for (; z < 12; z += 1) lift += Math.log(z);
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7);
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - lift;
}
