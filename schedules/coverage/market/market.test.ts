import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { smallProblem } from '../testing/small-problem.ts';
import { openMarket } from './market.ts';

const QUEUES = ['a', 'b', 'c'];
const SETS = [['a'], ['b'], ['a', 'b'], ['b', 'c'], ['a', 'b', 'c']];

function oneInterval(needs: readonly number[]): CoverageProblem {
  const small = smallProblem({ required: [0] });
  const [group] = small.groups;
  return {
    ...small,
    queues: QUEUES.map((name, at) => ({
      queue: queueId(name),
      required: [needs[at] ?? 0],
      underCost: [3 + at],
      overCost: [1],
    })),
    groups: SETS.flatMap((names) =>
      group === undefined
        ? []
        : [
            {
              ...group,
              name: names.join(),
              skills: names.map((one) => ({ queue: queueId(one), efficiency: 1 })),
            },
          ],
    ),
  };
}

/** The least cost of any way to send these people to queues they can answer. */
function byTrying(problem: CoverageProblem, people: readonly number[], there: readonly number[]): number {
  const [first, ...others] = people;
  if (first === undefined)
    return problem.queues.reduce((sum, { required, underCost, overCost }, at) => {
      const missing = (required[0] ?? 0) - (there[at] ?? 0);
      return sum + (missing > 0 ? missing * (underCost[0] ?? 0) : -missing * (overCost[0] ?? 0));
    }, 0);
  const able = problem.groups[first]?.skills.map(({ queue }) => QUEUES.indexOf(queue)) ?? [];
  return Math.min(
    ...able.map((queue) =>
      byTrying(
        problem,
        others,
        there.map((one, at) => (at === queue ? one + 1 : one)),
      ),
    ),
  );
}

test('people who come and go are always shared out as well as by trying every way', () => {
  const needs = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 });
  const comings = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.boolean()), { maxLength: 9 });
  fc.assert(
    fc.property(needs, comings, (required, moves) => {
      const problem = oneInterval(required);
      const market = openMarket(problem, 1);
      const there: number[] = [];
      for (const [pool, comes] of moves) {
        const at = there.indexOf(pool);
        if (!comes && at < 0) continue;
        if (comes) there.push(pool);
        else there.splice(at, 1);
        market.change(pool, { from: 0, until: 1 }, comes ? 1 : -1);
        expect(market.total()).toBeCloseTo(byTrying(problem, there, [0, 0, 0]), 6);
        expect(market.cost()).toBeCloseTo(market.total(), 6);
      }
    }),
    { numRuns: 200, seed: 11 },
  );
});
