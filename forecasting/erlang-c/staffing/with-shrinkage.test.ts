import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withShrinkage } from './with-shrinkage.ts';

test.each([
  [14, 0.3, 20],
  [21, 0.3, 30],
  [15, 0.3, 22],
  [7, 0, 7],
  [0, 0.3, 0],
  [9, 0.1, 10],
  [10, 0.999, 10_000],
])('%i at work with a shrinkage of %f need %i rostered', (agents, share, rostered) => {
  expect(withShrinkage(agents, share)).toBe(rostered);
});

test('for whole percents it is the exact ceiling of 100·agents/(100 − percent)', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: 99 }),
      (agents, percent) => {
        const rostered = (100n * BigInt(agents) + BigInt(99 - percent)) / BigInt(100 - percent);
        expect(withShrinkage(agents, percent / 100)).toBe(Number(rostered));
      },
    ),
  );
});

test.each([
  [14.5, 0.3, 'agents must be a whole number of at least 0, got 14.5'],
  [14, 1, 'share must be a share from 0 to below 1, got 1'],
  [14, -0.1, 'share must be a share from 0 to below 1, got -0.1'],
  [14, Number.NaN, 'share must be a share from 0 to below 1, got NaN'],
])('%f at %f is refused: %s', (agents, share, message) => {
  expect(() => withShrinkage(agents, share)).toThrow(new RangeError(message));
});
