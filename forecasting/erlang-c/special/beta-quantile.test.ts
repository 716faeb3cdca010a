import { expect, test } from 'vitest';
import { betaQuantile } from './beta-quantile.ts';

test.each([
  // beta(1, b) and beta(a, 1) have closed forms; beta(½, ½) is the arcsine law; the last is symmetric.
  { a: 1, b: 3, share: 0.2, value: 1 - Math.cbrt(0.8) },
  { a: 5, b: 1, share: 0.3, value: 0.3 ** 0.2 },
  { a: 0.5, b: 0.5, share: 0.1, value: Math.sin((Math.PI * 0.1) / 2) ** 2 },
  { a: 400, b: 400, share: 0.5, value: 0.5 },
])('the $share quantile of beta($a, $b) is $value', ({ a, b, share, value }) => {
  expect(betaQuantile({ a, b, share })).toBeCloseTo(value, 10);
});

test('the ends are the ends', () => {
  expect(betaQuantile({ a: 2, b: 3, share: 0 })).toBe(0);
  expect(betaQuantile({ a: 2, b: 3, share: 1 })).toBe(1);
});
