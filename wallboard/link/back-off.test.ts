import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backOff } from './back-off.ts';

test('the first minute of attempts is never more than 2 s apart, so that a restart is found within 5 s', () => {
  fc.assert(
    fc.property(fc.nat({ max: 29 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, chance) => {
      const waitMs = backOff({ attempt, wasRefused: false }, chance);
      expect(waitMs).toBeGreaterThanOrEqual(125);
      expect(waitMs).toBeLessThanOrEqual(2_000);
    }),
  );
});

test('a server that is away for long is asked less often, and one that refuses even less', () => {
  expect(backOff({ attempt: 500, wasRefused: false }, 1)).toBe(10_000);
  expect(backOff({ attempt: 0, wasRefused: true }, 1)).toBe(30_000);
});
