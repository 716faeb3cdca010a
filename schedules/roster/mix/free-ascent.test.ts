import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { begun } from '../testing/begun.ts';
import { keepsRules, naiveBest, naiveCost } from '../testing/naive-roster.ts';
import { randomProblem } from '../testing/random-problem.ts';
import { freeAscent } from './free-ascent.ts';
import { freeDive } from './free-dive.ts';
import { withCorridors } from './with-corridors.ts';
import type { Duty } from '../problem/roster-problem.ts';

const ENDLESS = { isOver: () => false };
const SIZE = { days: 4, people: 2, shifts: 2 };

test('a bound by prices alone never exceeds the best roster, in any round, and mostly comes near it', () => {
  let [near, all] = [0, 0];
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, SIZE);
      const best = naiveBest(problem);
      const { rostering } = begun(problem, seed);
      const bounds: number[] = [];
      const free = freeAscent(rostering, { ...ENDLESS, onRound: ({ bound }) => void bounds.push(bound) });
      if (free === undefined) expect(best).toBe(Infinity);
      for (const bound of bounds) expect(bound).toBeLessThanOrEqual(best + 1e-6);
      if (best === Infinity || free === undefined) return;
      all += 1;
      if (free.ascent.bound > 0.6 * best) near += 1;
    }),
    { numRuns: 150 },
  );
  expect(near).toBeGreaterThan(0.5 * all);
});

test('plans that a free mix leads to keep to every rule and cost what they say, however narrow the tables', () => {
  let plans = 0;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const problem = randomProblem(seed, { days: 7, people: 3, shifts: 2 });
      const opened = begun(problem, seed).rostering;
      const free = freeAscent(opened, ENDLESS);
      if (free === undefined) return;
      const none = opened.pricers.map(() => undefined);
      const rostering = withCorridors({ ...opened, pricers: none }, free.mix);
      const first = freeDive(rostering, free.mix, { stiffness: 0.1 });
      if (first === undefined) return;
      const { columns, cost } = first;
      const roster = columns.map(({ line }) =>
        Array.from(line, (option): Duty => (option === 0 ? 'off' : option - 1)),
      );
      expect(columns.map(({ person }) => person)).toEqual([0, 1, 2]);
      expect(problem.people.every((person, at) => keepsRules(problem, person, roster[at] ?? []))).toBe(true);
      expect(naiveCost(problem, roster)).toBeCloseTo(cost, 6);
      plans += 1;
    }),
    { numRuns: 60 },
  );
  expect(plans).toBeGreaterThan(10);
});
