import { expect, test } from 'vitest';
import { rateOfMean, toCountScale } from './count-scale.ts';

/** Mean scaled value of Poisson counts, by the sum over all counts. */
function meanScaled(rate: number): number {
  let [probability, sum] = [Math.exp(-rate), 0];
  for (let count = 0; count < 200; count += 1) {
    sum += probability * toCountScale(count);
    probability *= rate / (count + 1);
  }
  return sum;
}

test.each([0, 0.02, 0.3, 1, 2.4, 7, 9.99, 10.01, 30])(
  'the mean of the scaled counts of rate %d says that rate',
  (rate) => {
    expect(rateOfMean(meanScaled(rate))).toBeCloseTo(rate, rate < 10 ? 3 : 1);
  },
);

test('below what no contact at all would have, there is nothing', () => {
  expect(rateOfMean(0.3)).toBe(0);
  expect(rateOfMean(-1)).toBe(0);
});
