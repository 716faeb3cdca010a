import { describe, expect, test } from 'vitest';
import { agentId, queueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import { highsSolver } from '../solver/highs/highs-solver.ts';
import { chinaStandard } from '../rules/presets/china-standard.ts';
import type { PlanTools } from './model/plan-tools.ts';
import { boundPlan } from './bound-plan.ts';
import { planShifts } from './plan-shifts.ts';
import { settle } from './steps/settle.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';
import { crewedProblem } from './testing/crewed-problem.ts';
import { agent, late, smallProblem } from './testing/small-problem.ts';

/** A clock that gains a second with each look, so that a search ends after so many looks and not after so much time. */
function tools(seconds: number): PlanTools {
  let now = 0;
  return { clock: () => (now += 20), seconds, seed: 1 };
}

const monday = localDay('2026-11-23');
const sales = queueId('sales');
const hardOf = (answer: ReturnType<typeof planShifts>): readonly (string | undefined)[] =>
  answer.kind === 'plan'
    ? answer.plan.breaches.filter(({ strength }) => strength.kind === 'hard').map(({ said }) => said.en)
    : ['no plan'];

const week: ShiftPlanProblem = {
  ...smallProblem,
  until: addDays(monday, 7),
  queues: [
    {
      queue: sales,
      required: Array.from({ length: 7 * 24 }, (_, at) => (at % 24 >= 6 && at % 24 < 22 ? 2 : 0)),
      underCost: 1,
      overCost: 0.1,
      least: 0,
    },
  ],
  people: ['amy', 'bob', 'cai', 'dan', 'eve', 'fay', 'gus', 'hua'].map(agent),
  rules: [
    ...chinaStandard.book.filter(({ rule }) => rule !== 'breaks'),
    { rule: 'contract-hours', toleranceHours: 0 },
  ],
};

describe('a week of two people from six to ten', () => {
  test('is covered but for what breaks leave, breaks no hard rule and stands near its bound', async () => {
    const settled = settle(week);
    if (settled.kind !== 'settled') throw new Error(settled.because.join('; '));
    const bound = boundPlan(settled, await highsSolver());
    const answer = planShifts(week, { ...tools(8), boundNow: () => bound });
    expect(hardOf(answer)).toEqual([]);
    if (answer.kind !== 'plan') return;
    const { plan } = answer;
    expect(plan.lowerBound).toBeGreaterThan(0);
    expect(plan.lowerBound).toBeLessThanOrEqual(plan.coverageCost + 1e-6);
    expect(plan.coverageCost).toBeLessThan((plan.lowerBound ?? 0) * 1.5);
    expect(Math.max(...plan.fairness.map(({ plannedHours }) => plannedHours))).toBeLessThanOrEqual(40);
  });

  test('keeps days off and what is fixed', async () => {
    const off = { from: monday, until: addDays(monday, 6), why: 'leave' };
    const people = week.people.map((person) =>
      person.id === 'amy' ? { ...person, timeOff: [off] } : person,
    );
    const fixed = [{ person: agentId('bob'), day: monday, duty: { template: 'late' } }];
    const answer = planShifts({ ...week, people, fixed }, tools(6));
    expect(hardOf(answer)).toEqual([]);
    if (answer.kind !== 'plan') return;
    const ofBob = answer.plan.shifts.filter(({ person, day }) => person === 'bob' && day === monday);
    expect(ofBob.map(({ template }) => template.id)).toEqual(['late']);
    expect(answer.plan.shifts.filter(({ person }) => person === 'amy')).toEqual([]);
  });

  test('leave takes its part of the hours of a contract: nobody is short of hours for being away', async () => {
    const off = { from: monday, until: addDays(monday, 4), why: 'leave' };
    const contract = { leastWeekMs: 30 * HOUR_MS, mostWeekMs: 40 * HOUR_MS, shiftKinds: [] };
    const people = week.people.map((person) =>
      person.id === 'amy' ? { ...person, contract, timeOff: [off] } : person,
    );
    expect(hardOf(planShifts({ ...week, people }, tools(6)))).toEqual([]);
  });

  test('names who cannot be given shifts, why, and what would help', async () => {
    const contract = { leastWeekMs: 40 * HOUR_MS, mostWeekMs: 40 * HOUR_MS, shiftKinds: [] };
    const mondays = [{ weekday: 0, fromMinute: 0, untilMinute: 1440 }];
    const people = week.people.map((person) =>
      person.id === 'amy' ? { ...person, contract, available: mondays } : person,
    );
    const answer = planShifts({ ...week, people }, tools(6));
    expect(answer.kind).toBe('infeasible');
    expect(answer.kind === 'infeasible' && answer.because.join('\n')).toMatch(/amy.*outside their hours/);
  });
});

test('a roster that keeps the rules is found in no time at all, since whoever breaks one is given other shifts', async () => {
  // Whole weeks, which are there at once, know nothing of weekends.
  const rules = [...week.rules, { rule: 'weekends' as const, most: 0, inWeeks: 1 }];
  const people = week.people.map((person) => ({
    ...person,
    contract: { ...person.contract, leastWeekMs: 35 * HOUR_MS },
  }));
  for (const seconds of [0, 6])
    expect(hardOf(planShifts({ ...week, people, rules }, tools(seconds)))).toEqual([]);
});

test('where no roster keeps the rules in time, it is said what the nearest one breaks', async () => {
  const rules = [...week.rules, { rule: 'fair-shares' as const, burden: 'weekends' as const, spread: 0 }];
  const lived = [1, 8, 15].map((back) => ({
    person: agentId('amy'),
    day: addDays(monday, -back),
    template: 'early',
  }));
  expect(planShifts({ ...week, rules, lived }, tools(1))).toMatchObject({
    kind: 'none',
    broken: expect.arrayContaining([expect.objectContaining({ rule: 'fair-weekends', person: 'amy' })]),
  });
});

describe('eleven people in four crews', () => {
  const crewed = crewedProblem;

  test('cover every hour of eight days with two or three, and break no hard rule', async () => {
    const answer = planShifts(crewed, tools(2));
    expect(hardOf(answer)).toEqual([]);
    if (answer.kind !== 'plan') return;
    const present = answer.plan.coverage.map((row) => row.present);
    expect([present.length, Math.min(...present), Math.max(...present)]).toEqual([8 * 24, 2, 3]);
  });

  test('are 42 hours a week, which is flagged against 40 in standard hours', async () => {
    const until = addDays(monday, 56);
    const required = Array.from({ length: 56 * 24 }, () => 2);
    const long = { ...crewed, until, queues: crewed.queues.map((queue) => ({ ...queue, required })) };
    const rules = [{ rule: 'weekly-hours' as const, mostHours: 40, overWeeks: 8, weight: 1 }];
    const answer = planShifts({ ...long, rules }, tools(2));
    if (answer.kind !== 'plan') throw new Error('expected a plan');
    expect(new Set(answer.plan.fairness.map(({ plannedHours }) => plannedHours / 8))).toEqual(new Set([42]));
    expect(answer.plan.breaches.filter(({ day }) => day === addDays(monday, 49))).toHaveLength(11);
  });
});

test('nights are shared with those who had fewer of them before', async () => {
  const night = { ...late, id: 'night', kind: 'night', startMinute: 22 * 60 };
  const required = Array.from({ length: 7 * 24 }, (_, at) => (at % 24 >= 22 || at % 24 < 6 ? 1 : 0));
  const lived = [1, 2, 3].map((back) => ({
    person: agentId('amy'),
    day: addDays(monday, -back - 3),
    template: 'night',
  }));
  const problem: ShiftPlanProblem = {
    ...week,
    templates: [...week.templates, night],
    queues: [{ queue: sales, required, underCost: 1, overCost: 0.1, least: 0 }],
    people: ['amy', 'bob', 'cai', 'dan'].map(agent),
    rules: chinaStandard.book.filter(({ rule }) => rule !== 'breaks'),
    lived,
  };
  const answer = planShifts(problem, tools(8));
  if (answer.kind !== 'plan') throw new Error('expected a plan');
  expect(hardOf(answer)).toEqual([]);
  const nights = new Map(answer.plan.fairness.map((row) => [row.person, row.nights]));
  expect(Math.max(...nights.values()) - Math.min(...nights.values())).toBeLessThanOrEqual(1);
});
