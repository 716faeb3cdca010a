import { expect, test } from 'vitest';
import { agentId } from '#domain/ids.ts';
import { HOUR_MS } from '#domain/time.ts';
import { assessPlan } from './assess/assess-plan.ts';
import { provedBound } from './proved-bound.ts';
import { early, given, smallProblem } from './testing/small-problem.ts';

const shifts = [given('amy', '2026-11-23', early, 180)];

test('a bound holds for rosters that keep to the hours it was worked out with, and is told of no other', () => {
  expect(provedBound({ problem: smallProblem, plan: assessPlan(smallProblem, shifts), bound: 30 })).toBe(30);
  const contract = { leastWeekMs: 0, mostWeekMs: 7 * HOUR_MS, shiftKinds: [] };
  const people = smallProblem.people.map((person) => ({ ...person, contract }));
  const brief = { ...smallProblem, people };
  expect(provedBound({ problem: brief, plan: assessPlan(brief, shifts), bound: 30 })).toBeUndefined();
});

test('people in a training are not too many meanwhile, so that a roster with it may cost that much less', () => {
  const people = ['amy', 'bob'].map(agentId);
  const activities = [{ name: 'training', people, lengthMinutes: 60, peopleEach: 1, days: [] }];
  const problem = { ...smallProblem, activities };
  expect(provedBound({ problem, plan: assessPlan(problem, shifts), bound: 30 })).toBeCloseTo(30 - 2 * 0.2);
});
