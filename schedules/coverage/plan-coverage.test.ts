import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { highsSolver } from '../solver/highs/highs-solver.ts';
import type { LinearSolver } from '../solver/linear-solver.ts';
import type { CoveragePlan } from './market/coverage-plan.ts';
import type { CoverageProblem } from './model/coverage-problem.ts';
import { marketOf } from './market/market-of.ts';
import { breaksFit, endOf } from './market/placed-shift.ts';
import { planCoverage } from './plan-coverage.ts';
import { bankWeek } from './testing/bank-week.ts';
import { cheapestByTrying } from './testing/cheapest-by-trying.ts';
import { greedyCost } from './testing/greedy-cost.ts';
import { smallProblem } from './testing/small-problem.ts';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

/** A clock that counts how often it is read: the same plan on any machine. */
function planned(problem: CoverageProblem, step = 1): CoveragePlan {
  let now = 0;
  const plan = planCoverage(problem, { solver, clock: () => (now += step), seconds: 1_000 });
  if (plan.kind !== 'planned') throw new Error(plan.reasons.join('; '));
  return plan;
}

test('small days cost what trying every shift with every break finds', () => {
  const need = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(need, fc.integer({ min: 1, max: 3 }), (required, people) => {
      const problem = smallProblem({ required, people });
      const plan = planned(problem);
      expect(plan.cost).toBeCloseTo(cheapestByTrying(problem), 6);
      expect(plan.bound).toBeLessThanOrEqual(plan.cost + 1e-9);
      expect(plan.shifts.every(breaksFit)).toBe(true);
    }),
    { numRuns: 12, seed: 7 },
  );
});

test('two breaks whose windows overlap keep the work between them', () => {
  const kind = {
    length: 6,
    starts: [0, 1, 2],
    breaks: [
      { name: 'first', length: 1, earliest: 1, latest: 3, isPaid: true },
      {
        name: 'second',
        length: 1,
        earliest: 2,
        latest: 4,
        leastWorkBefore: 1,
        mostWorkBefore: 2,
        isPaid: true,
      },
    ],
  };
  const group = { paidIntervals: { least: 0, most: 6 } };
  const need = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(need, (required) => {
      const problem = smallProblem({ required, people: 2, kind, group });
      const plan = planned(problem);
      expect(plan.cost).toBeCloseTo(cheapestByTrying(problem), 6);
      expect(plan.shifts.every(breaksFit)).toBe(true);
    }),
    { numRuns: 8, seed: 3 },
  );
});

test('a shift that begins late goes on after midnight, and covers the next day', () => {
  const required = [0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0];
  const kind = {
    length: 4,
    starts: [5, 6],
    breaks: [{ name: 'break', length: 1, earliest: 3, latest: 3, isPaid: true }],
  };
  const group = { daysOn: { least: 1, most: 1 }, mostDaysInRow: 1 };
  const plan = planned(smallProblem({ required, days: 2, people: 1, kind, group }));
  expect(plan.shifts.map(({ start }) => start)).toEqual([6]);
  expect(plan.cost).toBe(0);
});

test('on the night the clock goes forward, a start at nine is one interval earlier since midnight', () => {
  const small = smallProblem({ required: [0, 0, 0, 1, 0, 1, 1], people: 1, kind: { starts: [4] } });
  const days = [{ name: 'spring', intervals: 7, clockChange: { at: 2, by: -1 } }];
  const plan = planned({ ...small, days });
  expect(plan.shifts.map(({ start }) => start)).toEqual([3]);
  expect(plan.cost).toBe(0);
});

test('least presence is kept even where it costs more than the people missing elsewhere', () => {
  const small = smallProblem({ required: [4, 4, 4, 4, 0, 0, 0, 0], people: 1 });
  const queues = small.queues.map((queue) => ({ ...queue, least: [0, 0, 0, 0, 0, 0, 0, 1] }));
  const plan = planned({ ...small, queues });
  expect(plan.shifts.map((shift) => endOf(shift))).toEqual([8]);
});

test('a training is held where it takes people from no queue', () => {
  const small = smallProblem({
    required: [1, 1, 1, 0, 0, 0, 0, 0],
    people: 1,
    kind: { starts: [0], breaks: [] },
  });
  const training = {
    name: 'training',
    group: 'all',
    length: 1,
    sessions: 1,
    peopleEach: 1,
    windows: [{ from: 0, until: 7 }],
  };
  const plan = planned({ ...small, activities: [training] });
  expect(plan.sessions).toEqual([{ activity: 0, start: 3 }]);
  expect(plan.cost).toBe(0);
});

test('whoever can answer two queues goes where people are missing', () => {
  const small = smallProblem({
    required: [1, 1, 0, 0, 0, 0, 0, 0],
    people: 1,
    kind: { starts: [0], breaks: [] },
  });
  const [sales] = small.queues;
  const support = queueId('support');
  const queues =
    sales === undefined ? [] : [sales, { ...sales, queue: support, required: [0, 0, 1, 1, 0, 0, 0, 0] }];
  const groups = small.groups.map((group) => ({
    ...group,
    skills: [...group.skills, { queue: support, efficiency: 1 }],
  }));
  expect(planned({ ...small, queues, groups }).cost).toBe(0);
});

test('every bad figure is named with what was expected', () => {
  const small = smallProblem({ required: [1, 1, -1, 1, 1, 1, 1, 1] });
  const refused = planCoverage(small, { solver, clock: () => 0, seconds: 1 });
  expect(refused).toEqual({
    kind: 'refused',
    reasons: ['queue sales: expected required of at least 0 in interval 2, got -1'],
  });
});

test('a group that cannot reach its paid hours is named', () => {
  const group = { paidIntervals: { least: 9, most: 12 } };
  const refused = planCoverage(smallProblem({ required: [1, 1, 1, 1, 1, 1, 1, 1], group }), {
    solver,
    clock: () => 0,
    seconds: 1,
  });
  expect(refused).toEqual({
    kind: 'infeasible',
    reasons: ['group all: at least 9 h are paid, but 1 days of its longest shifts give 4 h'],
  });
});

test('a week of a small bank is cheaper than a greedy one, not below its bound, and its market adds up to its cost', () => {
  const problem = bankWeek({ people: 20, seed: 5, startStep: 8 });
  const plan = planned(problem, 40_000);
  expect(plan.cost).toBeGreaterThanOrEqual(plan.bound);
  expect(plan.cost).toBeLessThan(greedyCost(problem));
  expect(marketOf(problem, plan).cost()).toBeCloseTo(plan.cost, 6);
});
