import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import { coverageRows, coverageTotals } from './coverage-report.ts';
import { placeBreaks } from '../improve/place-breaks.ts';
import { planDays } from './plan-days.ts';
import { presenceOf } from './presence.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';
import { agent, early, given, late, smallProblem } from '../testing/small-problem.ts';

const sales = queueId('sales');
const days = planDays(smallProblem.zone, smallProblem.from, smallProblem.until, 60);
const hoursOf = (problem: ShiftPlanProblem, ...shifts: ReturnType<typeof given>[]): string =>
  [...(presenceOf(problem, days, shifts).get(sales) ?? [])].slice(0, 24).join('');

test('whoever is at work is there, but for the hour of the break', () => {
  expect(hoursOf(smallProblem, given('amy', '2026-11-23', early, 240))).toBe('000000111101110000000000');
});

test('a trainee and a floor manager count for what they carry', () => {
  const people = [
    { ...agent('amy'), answeringShare: 0.5 },
    { ...agent('bob'), ramp: { from: localDay('2026-11-23'), days: 10, startShare: 0.25 } },
  ];
  const present = presenceOf({ ...smallProblem, people }, days, [
    given('amy', '2026-11-23', early, 240),
    given('bob', '2026-11-23', early, 180),
  ]).get(sales);
  expect([present?.[7], present?.[9], present?.[10]]).toEqual([0.75, 0.5, 0.25]);
});

test('a flexible person goes where most is missing, after those who can do one thing only', () => {
  const billing = queueId('billing');
  const both = [
    { queue: sales, proficiency: 1 },
    { queue: billing, proficiency: 1 },
  ];
  const problem: ShiftPlanProblem = {
    ...smallProblem,
    queues: [
      ...smallProblem.queues,
      { queue: billing, required: Array.from({ length: 48 }, () => 1), underCost: 1, overCost: 0, least: 0 },
    ],
    people: [{ ...agent('amy'), skills: both }, agent('bob'), agent('cai')],
  };
  const shifts = ['amy', 'bob', 'cai'].map((name) => given(name, '2026-11-23', late, 180));
  const present = presenceOf(problem, days, shifts);
  expect([present.get(sales)?.[15], present.get(billing)?.[15]]).toEqual([2, 1]);
});

test('a flexible person is first where the least presence is not held, though more is missing elsewhere', () => {
  const billing = queueId('billing');
  const both = [sales, billing].map((queue) => ({ queue, proficiency: 1 }));
  const needOf = (queue: typeof sales, people: number): ShiftPlanProblem['queues'][number] => ({
    queue,
    required: Array.from({ length: 48 }, () => people),
    underCost: 1,
    overCost: 0,
    least: 1,
  });
  const problem: ShiftPlanProblem = {
    ...smallProblem,
    queues: [needOf(sales, 4), needOf(billing, 1)],
    people: ['amy', 'bob'].map((name) => ({ ...agent(name), skills: both })),
  };
  const shifts = ['amy', 'bob'].map((name) => given(name, '2026-11-23', late, 180));
  const present = presenceOf(problem, days, shifts);
  expect([present.get(sales)?.[15], present.get(billing)?.[15]]).toEqual([1, 1]);
});

test('breaks are taken one after the other where two are wanted and three are there', () => {
  const all = ['amy', 'bob', 'cai'].map((name) => given(name, '2026-11-23', early, 240));
  const placed = placeBreaks(smallProblem, days, all);
  expect(new Set(placed.map(({ breakStarts }) => breakStarts[0]))).toEqual(new Set([180, 240, 300]));
  const [totals] = coverageTotals(smallProblem, presenceOf(smallProblem, days, placed));
  expect(totals?.underHours).toBe(32 + 16);
});

test('agent-hours missing and too many are told by queue, with what they cost', () => {
  const shifts = [
    given('amy', '2026-11-23', early, 240),
    given('bob', '2026-11-23', early, 180),
    given('cai', '2026-11-23', early, 300),
  ];
  const [totals] = coverageTotals(smallProblem, presenceOf(smallProblem, days, shifts));
  expect(totals).toEqual({
    queue: sales,
    requiredHours: 64,
    scheduledHours: 64,
    underHours: 48,
    overHours: 5,
    cost: 49,
  });
});

test('a load of 1.29 Erlang is served in 20 s at 52.5 %, 85.6 % and 96.3 % by two, three and four', () => {
  expect(loaded(2)).toBeCloseTo(0.525, 3);
  expect(loaded(3)).toBeCloseTo(0.856, 3);
  expect(loaded(4)).toBeCloseTo(0.963, 3);
  expect(loaded(2.5)).toBeCloseTo((0.525 + 0.856) / 2, 3);
});

test('on the night a clock goes back a shift has its hours and the day has 25', () => {
  const zone = timeZone('Europe/Berlin');
  const problem = { ...smallProblem, zone, from: localDay('2026-10-25'), until: localDay('2026-10-26') };
  const long = planDays(zone, problem.from, problem.until, 60);
  const present = presenceOf(problem, long, [given('amy', '2026-10-25', early, 240)]).get(sales);
  expect([...(present ?? [])].join('')).toBe('0000000111101110000000000');
});

function loaded(present: number): number | undefined {
  const load = { offered: [19.3083], handleSeconds: [240], atWorkShare: [1], withinSeconds: 20 };
  const problem = {
    ...smallProblem,
    queues: [{ queue: sales, required: [1], underCost: 1, overCost: 0, least: 0, load }],
  };
  return coverageRows(problem, new Map([[sales, Float64Array.of(present)]]))[0]?.serviceLevel;
}

test('of people planned to be absent the coverage tells both: who is required at work, and who is to be on the roster', () => {
  const [queue] = smallProblem.queues;
  if (queue === undefined) throw new Error('expected a queue');
  const load = {
    offered: queue.required.map(() => 0),
    handleSeconds: queue.required.map(() => 0),
    atWorkShare: queue.required.map(() => 0.75),
    withinSeconds: 20,
  };
  const problem = { ...smallProblem, queues: [{ ...queue, load }] };
  const presence = presenceOf(problem, days, []);
  expect(coverageRows(problem, presence)[0]).toMatchObject({ required: 1.5, scheduled: 2, present: 0 });
  expect(coverageTotals(problem, presence)[0]).toMatchObject({
    requiredHours: 48,
    scheduledHours: 64,
    underHours: 64,
  });
});
