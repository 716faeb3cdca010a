import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { highsSolver } from '../solver/highs/highs-solver.ts';
import { exchangeIn, exchangeRoom } from './lines/exchange.ts';
import type { RosterProblem } from './problem/roster-problem.ts';
import { solveRoster, type SolveOptions } from './solve-roster.ts';
import { keepsRules, naiveBest, naiveCost } from './testing/naive-roster.ts';
import { randomProblem } from './testing/random-problem.ts';

/** Time passes by the look at it, so that every run is the same on every machine. */
async function options(looks = 2_000): Promise<SolveOptions> {
  let seconds = 0;
  return { solver: await highsSolver(), clock: () => (seconds += 1), seconds: looks, seed: 1 };
}

describe('against trying all,', () => {
  test('the roster keeps to every rule, costs what it says, and the bound is below the best', async () => {
    const given = await options();
    fc.assert(
      // 25: the last choice comes in another order than the people's.
      fc.property(fc.integer(), (seed) => {
        const problem = randomProblem(seed, { days: 4, people: 2, shifts: 2 });
        const best = naiveBest(problem);
        const answer = solveRoster(problem, { ...given });
        if (answer.kind === 'infeasible') {
          expect(best).toBe(Infinity);
          return;
        }
        if (answer.kind === 'none') throw new Error('expected a roster, or what is against it');
        expect(
          problem.people.every((person, at) => keepsRules(problem, person, answer.roster[at] ?? [])),
        ).toBe(true);
        expect(naiveCost(problem, answer.roster)).toBeCloseTo(answer.cost, 6);
        expect(answer.lowerBound).toBeLessThanOrEqual(best + 1e-6);
        expect(answer.cost).toBeCloseTo(best, 6);
      }),
      { numRuns: 60, examples: [[25]] },
    );
  });
});

test('a year is rostered a month at a time, and keeps to the rules of the whole year', async () => {
  const problem = longProblem(364);
  const answer = solveRoster(problem, await options(80));
  expect(answer.kind).toBe('roster');
  if (answer.kind !== 'roster') return;
  expect(problem.people.every((person, at) => keepsRules(problem, person, answer.roster[at] ?? []))).toBe(
    true,
  );
  expect(naiveCost(problem, answer.roster)).toBeCloseTo(answer.cost, 6);
});

test('people whose rules contradict each other are named, with the days and what would help', async () => {
  const [person] = longProblem(7).people;
  if (person === undefined) return;
  const leave = [0, 1, 2, 3, 4].map((day) => ({ day, allows: ['off' as const], because: 'leave' }));
  const minutes = [{ from: 0, until: 7, least: 1440, most: 2400 }];
  const problem = {
    ...longProblem(7),
    people: [{ ...person, limits: leave, rules: { ...person.rules, minutes } }],
  };
  const answer = solveRoster(problem, await options());
  expect(answer).toMatchObject({ kind: 'infeasible', because: [{ person: 0 }] });
  if (answer.kind !== 'infeasible') return;
  const [conflict] = answer.because;
  expect(conflict?.because).toContain('at least 1440 minutes');
  expect(conflict?.days).toHaveLength(5);
  expect(conflict?.remedies).toContain('at least 960 minutes instead of 1440');
});

test('a search that ends before the first roster says that there is none yet, not that there cannot be one', async () => {
  for (const days of [7, 364])
    expect(solveRoster(longProblem(days), await options(0))).toEqual({ kind: 'none' });
});

test('a cancelled search still gives the first roster', async () => {
  const answer = solveRoster(longProblem(7), { ...(await options()), isCancelled: () => true });
  expect(answer.kind).toBe('roster');
});

test('a better roster that another search left is taken over', async () => {
  const problem = longProblem(7);
  const exchange = exchangeIn(exchangeRoom({ people: 3, days: 7 }));
  const best = solveRoster(problem, { ...(await options()), exchange });
  const alone = solveRoster(problem, { ...(await options()), isCancelled: () => true });
  const helped = solveRoster(problem, { ...(await options()), isCancelled: () => true, exchange });
  if (best.kind !== 'roster' || alone.kind !== 'roster' || helped.kind !== 'roster')
    throw new Error('expected rosters');
  expect(alone.cost).toBeGreaterThan(best.cost);
  expect(helped.cost).toBe(best.cost);
  expect(naiveCost(problem, helped.roster)).toBeCloseTo(best.cost, 6);
});

/** Three people, two shifts, five days a week. */
function longProblem(days: number): RosterProblem {
  const weeks = Math.ceil(days / 7);
  return {
    days,
    shifts: [
      { id: 'early', minutes: 480, notNext: [] },
      { id: 'late', minutes: 450, notNext: [0] },
    ],
    people: ['amy', 'bob', 'cid'].map((id, at) => ({
      id,
      shifts: [0, 1],
      limits: [{ day: at, allows: ['off' as const], because: 'day off' }],
      rules: {
        minutes: [{ from: 0, until: days, least: 1440 * weeks, most: 2400 * weeks }],
        counts: [],
        worked: { least: 2, most: 5 },
        off: { least: 2, most: Infinity },
        weekends: [{ from: 0, until: days, least: 0, most: Math.ceil(weeks / 2) }],
      },
      requests: [{ day: 3, duty: 1, kind: 'on' as const, weight: 2 }],
    })),
    demands: Array.from({ length: days * 2 }, (_, at) => ({
      day: Math.floor(at / 2),
      shifts: [at % 2],
      required: 1,
      underCost: 10,
      overCost: 1,
    })),
    weekends: Array.from({ length: weeks }, (_, week) => [week * 7 + 5, week * 7 + 6]),
  };
}
