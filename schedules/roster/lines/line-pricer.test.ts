import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chanceOf } from '../../chance.ts';
import { linePricer, priceLines, tableRoom } from './line-pricer.ts';
import { personModel } from './person-model.ts';
import { naiveLines } from '../testing/naive-roster.ts';
import { randomProblem } from '../testing/random-problem.ts';

const SIZE = { days: 6, people: 1, shifts: 2 };
const LIMITS = { below: Infinity, mostSteps: 100_000 };

test('the cheapest lines are those of trying all, whatever the rules and the costs', () => {
  const room = tableRoom();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, SIZE);
      const [person] = problem.people;
      if (person === undefined) return;
      const model = personModel(problem, 0);
      const chance = chanceOf(seed + 1);
      const cost = model.cost.map(() => Math.round(20 * chance() - 10));
      const naive = naiveLines(problem, person)
        .map((line) =>
          line.reduce<number>(
            (sum, duty, day) => sum + (cost[day * 3 + (duty === 'off' ? 0 : duty + 1)] ?? 0),
            0,
          ),
        )
        .sort((a, b) => a - b);
      const search = priceLines(linePricer(model, room), cost, { ...LIMITS, mostLines: 5 });
      expect(search.lines.map((line) => line.cost)).toEqual(naive.slice(0, 5));
      expect(search.bound).toBe(naive[0] ?? Infinity);
    }),
    { numRuns: 300 },
  );
});

test('a search that gives up still bounds the cost from below', () => {
  const room = tableRoom();
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, SIZE);
      const model = personModel(problem, 0);
      const exact = priceLines(linePricer(model, room), model.cost, { ...LIMITS, mostLines: 1 });
      const cut = priceLines(linePricer(model, room), model.cost, {
        below: Infinity,
        mostSteps: 3,
        mostLines: 1,
      });
      expect(cut.bound).toBeLessThanOrEqual(exact.bound);
    }),
  );
});
