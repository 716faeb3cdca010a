import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascend } from './ascend.ts';
import { openMix } from './line-mix.ts';
import { quickPlans } from './quick-plans.ts';
import { begun } from '../testing/begun.ts';
import { keepsRules, naiveBest, naiveCost } from '../testing/naive-roster.ts';
import { randomProblem } from '../testing/random-problem.ts';

const SIZE = { days: 4, people: 2, shifts: 2 };
const ENDLESS = { isOver: () => false };

test('the bound never exceeds the best roster, the mix never costs less than the bound, and both meet', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, SIZE);
      const { rostering, begin } = begun(problem, seed);
      if (begin === undefined) return;
      const { bound, relaxed } = ascend(rostering, openMix(rostering.book, begin.columns, 1), ENDLESS);
      expect(bound).toBeLessThanOrEqual(naiveBest(problem) + 1e-6);
      expect(bound).toBeLessThanOrEqual(relaxed + 1e-6);
      expect(relaxed - bound).toBeLessThanOrEqual(1 + 0.01 * Math.abs(relaxed));
    }),
    { numRuns: 150 },
  );
});

test('quick plans keep to every rule, and cost what they say', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, { days: 7, people: 3, shifts: 2 });
      const { rostering, begin } = begun(problem, seed);
      if (begin === undefined) return;
      const seconds = { ascent: 10, dives: 10, remix: 10 };
      const { best } = quickPlans(rostering, {
        begin,
        seconds,
        lowerBound: -Infinity,
        onRound: () => {},
        onPlan: () => {},
      });
      const roster = best.columns.map(({ line }) =>
        Array.from(line, (option) => (option === 0 ? ('off' as const) : option - 1)),
      );
      expect(problem.people.every((person, at) => keepsRules(problem, person, roster[at] ?? []))).toBe(true);
      expect(best.columns.map(({ person }) => person)).toEqual([...problem.people.keys()]);
      expect(naiveCost(problem, roster)).toBeCloseTo(best.cost, 6);
      expect(best.cost).toBeLessThanOrEqual(begin.cost);
    }),
    { numRuns: 30 },
  );
});
