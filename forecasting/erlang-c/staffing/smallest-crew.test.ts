import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smallestCrew } from './smallest-crew.ts';

test('finds the first good crew from any guess, in steps that grow with its digits only', () => {
  const numbers = fc.integer({ min: 0, max: 5_000_000 });
  const shapes = fc.constantFrom(
    (x: number) => x,
    Math.cbrt,
    (x: number) => Math.sign(x) * Math.exp(-Math.abs(x)),
  );
  fc.assert(
    fc.property(numbers, numbers, numbers, shapes, (least, above, guess, shape) => {
      const answer = least + above;
      let asked = 0;
      const judge = (agents: number) => {
        asked += 1;
        return { met: agents >= answer, margin: shape(agents - answer + 0.5) };
      };
      expect(smallestCrew({ least, guess, judge })).toBe(answer);
      expect(asked).toBeLessThan(150);
    }),
  );
});

const poorMargin = (agents: number) => ({ met: agents >= 777, margin: Number.NaN });
const never = () => ({ met: false, margin: -1 });

test('a margin that is no number only costs time', () => {
  expect(smallestCrew({ least: 1, guess: 3, judge: poorMargin })).toBe(777);
});

test('a target out of reach is refused', () => {
  const message = 'target must be within reach of 10000000 agents';
  expect(() => smallestCrew({ least: 1, guess: 3, judge: never })).toThrow(message);
});
