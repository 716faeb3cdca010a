import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ceilToLattice, costLattice } from './cost-lattice.ts';
import { listDuties } from './duty.ts';
import { layHorizon } from './horizon.ts';
import { marketOf } from '../market/market-of.ts';
import { earliestBreaks } from '../days/place-shifts.ts';
import { smallProblem } from '../testing/small-problem.ts';

const need = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 });
const starts = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });

test('whatever shifts a day has, its cost lies on the lattice of its people', () => {
  fc.assert(
    fc.property(need, starts, (required, begun) => {
      const problem = smallProblem({ required, people: begun.length });
      const duties = listDuties(problem, layHorizon(problem));
      const [duty] = duties;
      const lattice = costLattice(problem, duties);
      if (duty === undefined || lattice === undefined) throw new Error('expected a duty and a lattice');
      const shifts = begun.map((start) => {
        const shift = { duty, start, breaks: [] };
        return { ...shift, breaks: earliestBreaks(shift) };
      });
      const cost = marketOf(problem, { shifts, sessions: [] }).cost();
      const worth = begun.length * lattice.worth(duty);
      // One hour missing costs 3, one too many 1: with the people given, both change together.
      expect(lattice.step).toBeCloseTo(4, 9);
      expect(ceilToLattice(lattice, { day: 0, worth, cost })).toBeCloseTo(cost, 6);
      expect(ceilToLattice(lattice, { day: 0, worth, cost: cost - 3.9 })).toBeCloseTo(cost, 6);
      expect(ceilToLattice(lattice, { day: 0, worth, cost: cost + 0.1 })).toBeCloseTo(cost + 4, 6);
    }),
    { numRuns: 60, seed: 4 },
  );
});

test('hours of different cost make the steps finer', () => {
  const small = smallProblem({ required: [1, 1, 1, 1, 1, 1, 1, 1] });
  const queues = small.queues.map((queue) => ({
    ...queue,
    overCost: queue.overCost.map((_, at) => (at < 4 ? 1 : 3)),
  }));
  const problem = { ...small, queues };
  expect(costLattice(problem, listDuties(problem, layHorizon(problem)))?.step).toBeCloseTo(2, 9);
});

test('there is no lattice where parts of people count or a shift reaches into the next day', () => {
  const small = smallProblem({ required: [1, 1, 1, 1, 0.5, 1, 1, 1] });
  expect(costLattice(small, listDuties(small, layHorizon(small)))).toBeUndefined();
  const night = smallProblem({ required: Array.from({ length: 12 }, () => 1), days: 2 });
  expect(costLattice(night, listDuties(night, layHorizon(night)))).toBeUndefined();
});
