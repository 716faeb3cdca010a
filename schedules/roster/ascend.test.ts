import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ascend } from './ascend.ts';
import { chanceOf } from './chance.ts';
import { costStep } from './cost-step.ts';
import { demandBook } from './demand-book.ts';
import { firstPlan } from './first-plan.ts';
import { openMix } from './line-mix.ts';
import { tableRoom, wholeLinePricer } from './line-pricer.ts';
import { personModel } from './person-model.ts';
import { quickPlans } from './quick-plans.ts';
import type { RosterProblem } from './roster-problem.ts';
import type { Rostering } from './rostering.ts';
import { keepsRules, naiveBest, naiveCost } from './testing/naive-roster.ts';
import { randomProblem } from './testing/random-problem.ts';

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
      const { best } = quickPlans(rostering, { begin, seconds, onRound: () => {}, onPlan: () => {} });
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

function begun(problem: RosterProblem, seed: number) {
  let seconds = 0;
  const room = tableRoom();
  const models = problem.people.map((_, person) => personModel(problem, person));
  const rostering: Rostering = {
    solver: {
      open: () => {
        throw new Error('nothing here needs a linear program');
      },
    },
    book: demandBook(problem),
    models,
    pricers: models.map((model) => wholeLinePricer(model, room)),
    room,
    pool: new Map(),
    chance: chanceOf(seed),
    // Time passes by the look at it.
    secondsLeft: () => 1_000 - (seconds += 0.1),
    isCancelled: () => false,
    step: costStep(problem),
  };
  return { rostering, begin: firstPlan(rostering) };
}
