/**
 * x − ln(1 + x) for x > −1: at least 0, and exact to the last digits near 0, where the plain difference cancels.
 * It is the exponent of every Poisson probability (Loader 2000, "Fast and accurate computation of binomial
 * probabilities"). Answers Infinity at x = −1 and at Infinity.
 */
export function excess(x: number): number {
  if (Math.abs(x) > 0.3) return x - Math.log1p(x);
  // ln(1+x) = 2(v + v³/3 + v⁵/5 + …) with v = x/(2+x), and x − 2v = x·v.
  const v = x / (2 + x);
  const square = v * v;
  let power = 2 * v * square;
  let sum = x * v;
  for (let odd = 3; odd < 41; odd += 2) {
    const next = sum - power / odd;
    if (next === sum) break;
    sum = next;
    power *= square;
  }
  return sum;
}
