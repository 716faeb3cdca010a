import { expect, test } from 'vitest';
import { bandVariance } from '../staffing/rates/band-variance.ts';
import { rateCv } from '../staffing/rates/rate-cv.ts';
import { countBand, intervalBand, scaledCount } from './interval-band.ts';

test('a count whose scaled value has the variance of chance has the variance of Poisson; more is the rate’s own', () => {
  expect(intervalBand(10, 0.5).variance).toBeCloseTo(100, 9);
  expect(intervalBand(10, 1).variance).toBeCloseTo(400, 9);
  expect(countBand(0, 0)).toEqual({ offered: 0, variance: 0, low80: 0, high80: 0, low95: 0, high95: 0 });
});

test.each([
  [3, 3],
  [3, 7],
  [40, 40],
  [40, 260],
])('mean %d and variance %d come back from their band', (offered, variance) => {
  const band = countBand(offered, variance);
  expect(band).toMatchObject({ offered });
  expect(band.variance).toBeCloseTo(variance, 9);
});

test('a busy count’s variance can be read off its band; a quiet one’s cannot: there whole counts hide that the rate is unsure', () => {
  expect(bandVariance(countBand(400, 900))).toBeCloseTo(900, 6);
  for (const mean of [0.5, 1, 1.5]) {
    const known = countBand(mean, mean + (0.2 * mean) ** 2);
    expect(rateCv(known)).toBeCloseTo(0.2, 9);
    expect(rateCv({ offered: mean, variance: bandVariance(known) })).toBeLessThan(1e-6);
  }
});

test('twice as many contacts have the same uncertain rate, and twice the chance of single ones', () => {
  const { offered, variance } = scaledCount(countBand(100, 325), 2);
  expect(offered).toBeCloseTo(200, 9);
  // 15 % of the rate are 30 contacts of 200; chance is Poisson's 200.
  expect(variance).toBeCloseTo(200 + 30 ** 2, 6);
});
