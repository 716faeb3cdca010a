import { chanceOf } from '../../chance.ts';
import { beforeAll, expect, test } from 'vitest';
import { highsSolver } from '../../solver/highs/highs-solver.ts';
import type { LinearSolver } from '../../solver/linear-solver.ts';
import { boundWeek } from '../bound/bound-week.ts';
import { costLattice } from '../model/cost-lattice.ts';
import { improveTours } from './improve-tours.ts';
import { marketOf } from '../market/market-of.ts';
import { nearTours } from './near-tours.ts';
import { placeShifts } from '../days/place-shifts.ts';
import { solveDays } from '../days/solve-days.ts';
import { bankWeek } from '../testing/bank-week.ts';
import { sumOf, tourTables } from '../rows/tour-master.ts';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

test('other tours cost less where the first ones are poor, and everybody still works as many days and paid hours as the rules say', () => {
  const problem = bankWeek({ people: 28, seed: 3, startStep: 8 });
  const week = boundWeek(solver, problem);
  if (week === undefined) throw new Error('expected a bound');
  const { counts } = week;
  const master = nearTours(solver, { problem, counts });
  const duties = counts.map(({ duty }) => duty);
  const lattice = costLattice(problem, duties);
  if (master === undefined || lattice === undefined) throw new Error('expected tours and a lattice');
  let now = 0;
  const clock = (): number => (now += 5);
  const timed = { chance: chanceOf(1), clock, begun: 0, seconds: 1_000, isOver: () => now > 20_000 };
  const tours = tourTables(problem, counts, master);
  const question = { problem, tours, held: [], counts, rounded: counts, step: lattice.step, ...timed };
  const plan = solveDays(solver, question);
  const cost = (): number => marketOf(problem, { shifts: placeShifts(plan.counts), sessions: [] }).cost();
  const before = cost();
  // It is enough to see that it gets better: to the end takes half a minute.
  improveTours(solver, plan, { ...question, lattice, isOver: () => now > 20_000 || cost() < before });
  expect(cost()).toBeLessThan(before);
  expect(sumOf(plan.blocks.map((block) => block.cost))).toBeCloseTo(cost(), 6);
  for (const [place, group] of problem.groups.entries()) {
    const own = plan.counts.filter(({ duty }) => duty.group === place);
    const days = sumOf(own.map(({ settled }) => sumOf(settled)));
    const paid = sumOf(own.map(({ settled, duty }) => sumOf(settled) * duty.paid));
    expect(days).toBeGreaterThanOrEqual(group.daysOn.least * group.people);
    expect(days).toBeLessThanOrEqual(group.daysOn.most * group.people);
    expect(paid).toBeGreaterThanOrEqual(group.paidIntervals.least * group.people);
    expect(paid).toBeLessThanOrEqual(group.paidIntervals.most * group.people);
  }
});
