import { expect, test } from 'vitest';
import type { ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay } from '#domain/local-day.ts';
import { countBand } from '../../../forecasting/forecast/interval-band.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import { livePlans } from './live-plans.ts';
import type { PatienceKnowledge } from './queue-patience.ts';
import { staffQueues, type Staffed } from './staff-queues.ts';
import { USUAL_RULES, type StaffingRules } from './staffing-rules.ts';

const MONDAY = localDay('2026-11-23');

type Day = {
  readonly from: number;
  readonly until: number;
  readonly offered: number;
  readonly days?: number;
};

/** Half hours from one hour to another that bring the same. */
function forecastOf(queue: string, { from, until, offered, days = 1 }: Day): QueueForecast {
  const intervals = Array.from({ length: days }, (_, day) =>
    Array.from({ length: 2 * (until - from) }, (__, at): ForecastInterval => ({
      day: addDays(MONDAY, day),
      minuteOfDay: 60 * from + 30 * at,
      ...countBand(offered, offered),
      handleSeconds: 300,
    })),
  ).flat();
  return { queue: queueId(queue), intervalMinutes: 30, intervals };
}

const UNKNOWN: PatienceKnowledge = { kind: 'endless', why: 'unknown' };
const TARGET = { serviceLevel: 0.8, withinSeconds: 20 };

const staff = (
  forecasts: readonly QueueForecast[],
  rules: Partial<StaffingRules>,
  patience: PatienceKnowledge = UNKNOWN,
): Promise<Staffed> =>
  staffQueues(
    {
      forecasts,
      rules: { ...USUAL_RULES, usual: { target: TARGET, patienceSeconds: 150 }, ...rules },
      patience,
    },
    {},
  );

const HOTLINE = { from: 8, until: 20, offered: 40 };

test('a plan that meets its target because callers give up says so, and what it would take', async () => {
  const { plan } = await staff([forecastOf('large', { from: 9, until: 12, offered: 1_200 })], {});
  const [note] = plan.notes;
  expect(note).toMatchObject({ kind: 'met-by-losing', queue: 'large', intervals: 6, overloaded: 6 });
  if (note?.kind !== 'met-by-losing') throw new Error('expected a note');
  expect(note.occupancy).toBeGreaterThan(0.93);
  expect(note.hoursBelow).toBeGreaterThan(note.hours);
  expect((await staff([forecastOf('small', { from: 9, until: 12, offered: 30 })], {})).plan.notes).toEqual(
    [],
  );
});

test('contacts that can wait are done in the time that others leave, and what comes at night in the morning', async () => {
  const email = forecastOf('email', { from: 0, until: 24, offered: 3, days: 2 });
  const rules = {
    deferredQueues: [{ queue: queueId('email'), doneBy: queueId('hotline'), withinMinutes: 240 }],
  };
  const { plan } = await staff([forecastOf('hotline', { ...HOTLINE, days: 2 }), email], rules);
  expect(plan.queues.map(({ queue }) => queue)).toEqual(['hotline']);
  const [summary] = plan.deferred;
  expect(summary).toMatchObject({ name: 'email', doneBy: 'hotline', contacts: 288 });
  const done = plan.queues[0]?.intervals.reduce((sum, one) => sum + (one.deferredSeconds ?? 0), 0) ?? 0;
  expect(done / 3_600 + (summary?.beyondHours ?? 0)).toBeCloseTo(24, 6);
  // From four hours before the doors open on, and of the evening what comes later than four hours before they close.
  expect(summary?.lateHours).toBeGreaterThan(4);
  expect(summary?.beyondHours).toBeCloseTo((9 * 3 * 300) / 3_600, 6);
});

const messages = (due: number): Partial<StaffingRules> => ({
  dailyWork: [
    { name: 'messages', doneBy: queueId('hotline'), contacts: 60, handleSeconds: 180, from: 1200, due },
  ],
});

const added = async (due: number): Promise<readonly number[]> => {
  const { plan } = await staff([forecastOf('hotline', HOTLINE)], messages(due));
  return plan.queues[0]?.intervals.map((one) => one.addedForDeferred ?? 0) ?? [];
};

test('sixty messages of the night take people in the morning when they are due at nine, and none when due at noon', async () => {
  const byNine = await added(540);
  expect(byNine.slice(0, 2).every((people) => people > 0)).toBe(true);
  expect(byNine.slice(2).every((people) => people === 0)).toBe(true);
  expect((await added(720)).reduce((sum, people) => sum + people, 0)).toBeLessThan(
    byNine.reduce((sum, people) => sum + people, 0),
  );
});

const DIALECTS = [
  forecastOf('amdo', { from: 9, until: 10, offered: 9 }),
  forecastOf('kham', { from: 9, until: 10, offered: 5 }),
];
const GROUPS = [
  { name: 'amdo only', queues: [queueId('amdo')] },
  { name: 'kham only', queues: [queueId('kham')] },
  { name: 'both', queues: [queueId('amdo'), queueId('kham')], cost: 1.2 },
];

const people = (of: Staffed): number =>
  of.plan.queues.reduce((sum, { intervals }) => sum + (intervals[0]?.required ?? 0), 0);

test('people of several skills are found by group, and lived through with what their queues meet', async () => {
  const apart = await staff(DIALECTS, {});
  const staffed = await staff(DIALECTS, { groups: GROUPS });
  const { plan } = staffed;
  expect(plan.queues.map(({ queue }) => queue)).toEqual(['amdo only', 'kham only', 'both']);
  expect(people(staffed)).toBeLessThan(people(apart));
  for (const { intervals } of plan.skillQueues)
    expect(intervals[0]?.figures?.serviceLevel).toBeGreaterThanOrEqual(0.8);
  const lived: number[] = [];
  await livePlans(
    { staffed, days: 100, seed: 1 },
    {
      onQueue: () => undefined,
      onSkills: ({ queues }) => void lived.push(...queues.map(({ serviceLevel }) => serviceLevel)),
    },
  );
  for (const [at, { intervals }] of plan.skillQueues.entries())
    expect(Math.abs((lived[at] ?? 0) - (intervals[0]?.figures?.serviceLevel ?? 0))).toBeLessThan(0.05);
});

const waits = (answered: number, abandoned: number) => ({
  answered,
  patience: abandoned === 0 ? undefined : { meanSeconds: 90, low: 60, high: 120, abandons: abandoned },
});

test('patience is told with where it is from: nobody gave up is no patience, and a queue that was not counted has that of all', async () => {
  const known: PatienceKnowledge = {
    kind: 'learnt',
    byQueue: new Map([
      ['seen', waits(90, 30)],
      ['calm', waits(240, 0)],
      ['*', waits(330, 30)],
    ]),
  };
  const day = { from: 9, until: 10, offered: 10 };
  const rules = { usual: { target: TARGET } };
  const { plan } = await staff(
    ['seen', 'calm', 'new'].map((queue) => forecastOf(queue, day)),
    rules,
    known,
  );
  expect(plan.queues.map(({ patience }) => patience)).toMatchObject([
    { kind: 'learnt', seconds: 90, abandons: 30, of: 'queue' },
    { kind: 'endless', why: 'nobody abandoned', answered: 240 },
    { kind: 'learnt', of: 'all queues' },
  ]);
  expect(plan.queues.map(({ behaviour }) => behaviour.kind)).toEqual(['impatient', 'patient', 'impatient']);
});

test.each<[string, Partial<StaffingRules>, RegExp]>([
  [
    'a queue that is not there',
    { queues: new Map([[queueId('hotlin'), {}]]) },
    /queue hotlin is not in the forecast, expected one of hotline/,
  ],
  ['no target', { usual: { patienceSeconds: 100 } }, /queue hotline has no target/],
  [
    'chats of nobody knows how patient customers',
    { usual: { target: TARGET, service: { kind: 'chats', atOnce: 3, slowdown: 0.3 } } },
    /with several chats at once the patience of its customers must be known/,
  ],
  [
    'work for people who are shared',
    {
      groups: [{ name: 'all', queues: [queueId('hotline')] }],
      deferredQueues: [{ queue: queueId('email'), doneBy: queueId('hotline'), withinMinutes: 60 }],
    },
    /done by the people of one queue, and hotline has none of its own/,
  ],
])('%s is a failure in words', async (_, rules, words) => {
  const forecasts = ['hotline', 'email'].map((queue) => forecastOf(queue, HOTLINE));
  const work = staff(forecasts, rules);
  await expect(work).rejects.toThrow(PlanningFailure);
  await expect(work).rejects.toThrow(words);
});

test('who gives up hears no more of the next queue', async () => {
  const gone = new AbortController();
  const heard: string[] = [];
  const work = staffQueues(
    {
      forecasts: ['a', 'b'].map((queue) => forecastOf(queue, HOTLINE)),
      rules: { ...USUAL_RULES, usual: { target: TARGET } },
      patience: UNKNOWN,
    },
    {
      signal: gone.signal,
      onStep: (step) => {
        if (step.kind === 'queue') heard.push(step.queue);
        gone.abort(new Error('the page was closed'));
      },
    },
  );
  await expect(work).rejects.toThrow('the page was closed');
  expect(heard).toEqual(['a']);
});
