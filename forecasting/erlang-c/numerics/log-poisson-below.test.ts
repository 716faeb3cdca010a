import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logPoissonBelow } from './log-poisson-below.ts';

test('both tails agree with the plain sum of probabilities', () => {
  const means = fc.double({ min: 0.01, max: 600, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), means, (count, mean) => {
      let [term, sum] = [Math.exp(-mean), 0];
      for (let n = 0; n < count; n += 1) {
        sum += term;
        term *= mean / (n + 1);
      }
      fc.pre(sum > 1e-280);
      expect(logPoissonBelow(count, mean)).toBeCloseTo(Math.log(Math.min(1, sum)), 10);
    }),
  );
});

test('the edges: nothing is below 0, everything is above mean 0, and a vanishing mean keeps the count certain', () => {
  expect(logPoissonBelow(0, 3)).toBe(-Infinity);
  expect(logPoissonBelow(2, 0)).toBe(0);
  expect(logPoissonBelow(20, 1e-300)).toBeCloseTo(0, 15);
});
