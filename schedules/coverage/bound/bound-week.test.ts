import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { highsSolver } from '../../solver/highs/highs-solver.ts';
import type { LinearSolver } from '../../solver/linear-solver.ts';
import { boundWeek } from './bound-week.ts';
import { certifiedBound } from './certified-bound.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { planCoverage } from '../plan-coverage.ts';
import { smallProblem } from '../testing/small-problem.ts';
import { weekModel } from './week-model.ts';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

const evening = [0, 0, 0, 0, 4, 4, 0, 4];
const morning = [4, 4, 0, 4, 0, 0, 0, 0];
const kind = { breaks: [{ name: 'break', length: 1, earliest: 2, latest: 2, isPaid: true }] };

function restAfterEvening(leastRest: number): CoverageProblem {
  return smallProblem({ required: [...evening, ...morning], days: 2, people: 4, kind, group: { leastRest } });
}

test('rest that many would miss is in the bound, rest that nobody needs changes nothing', () => {
  expect(boundWeek(solver, restAfterEvening(0))?.bound).toBeCloseTo(0, 5);
  expect(boundWeek(solver, restAfterEvening(4))?.bound ?? 0).toBeGreaterThan(1);
});

test('no prices make a bound above the optimum, be they never so wrong', () => {
  const problem = smallProblem({ required: [1, 2, 2, 1, 0, 1, 1, 1], people: 2 });
  const { program } = weekModel(problem, { hasRests: true });
  const model = solver.open(program);
  const solved = model.solve({ seconds: 10 });
  model.close();
  if (solved.kind !== 'optimal') throw new Error(`expected an optimum, got ${solved.kind}`);
  expect(certifiedBound(program, solved.rowDuals)).toBeCloseTo(solved.cost, 6);
  for (const factor of [-1, 0, 0.5, 0.99, 2])
    expect(
      certifiedBound(
        program,
        solved.rowDuals.map((price) => price * factor),
      ),
    ).toBeLessThanOrEqual(solved.cost + 1e-6);
});

const REQUIRED = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 16, maxLength: 16 });

test('the bound, its last digits left out, is next to the optimum and never above a plan', () => {
  fc.assert(
    fc.property(REQUIRED, fc.integer({ min: 1, max: 6 }), (required, people) => {
      const problem = smallProblem({ required, days: 2, people, kind });
      const bound = boundWeek(solver, problem)?.bound ?? Number.NaN;
      const model = solver.open(weekModel(problem, { hasRests: false }).program);
      const exact = model.solve({ seconds: 10 });
      model.close();
      if (exact.kind !== 'optimal') throw new Error(`expected an optimum, got ${exact.kind}`);
      expect(bound).toBeLessThanOrEqual(exact.cost + 1e-6);
      expect(bound).toBeGreaterThanOrEqual(exact.cost - 2e-3 * Math.max(1, exact.cost));
      let asked = 0;
      const clock = (): number => (asked += 1);
      const plan = planCoverage(problem, { solver, clock, seconds: 1 });
      if (plan.kind !== 'planned') throw new Error(`expected a plan, got ${plan.kind}`);
      expect(bound).toBeLessThanOrEqual(plan.cost + 1e-6);
    }),
    { numRuns: 15, seed: 3 },
  );
});
