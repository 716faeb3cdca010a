import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundLong } from './long-bound.ts';
import { begun } from '../testing/begun.ts';
import { naiveBest } from '../testing/naive-roster.ts';
import { randomProblem } from '../testing/random-problem.ts';

test('whatever rules a small table makes it drop, the bound never exceeds the best roster', () => {
  const told: number[] = [];
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 10, max: 400 }), (seed, mostValues) => {
      const problem = randomProblem(seed, { days: 4, people: 2, shifts: 2 });
      const { rostering, begin } = begun(problem, seed);
      if (begin === undefined) return;
      const long = { ...rostering, pricers: rostering.pricers.map(() => undefined) };
      const bounds: number[] = [];
      const onRound = ({ bound }: { readonly bound: number }): void => void bounds.push(bound);
      boundLong(long, problem, begin, { mostValues, isOver: () => bounds.length > 20, onRound });
      const best = naiveBest(problem);
      for (const bound of bounds) expect(bound).toBeLessThanOrEqual(best + 1e-6);
      told.push(...bounds);
    }),
    { numRuns: 150 },
  );
  expect(told.length).toBeGreaterThan(100);
});
