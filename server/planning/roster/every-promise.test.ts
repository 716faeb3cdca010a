import { describe, expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { chanceOf } from '../../../schedules/chance.ts';
import { agreements } from '../../../schedules/plan/agreements/judge-agreements.ts';
import type { NamedShift } from '../../../schedules/plan/model/person-times.ts';
import { boundPlan } from '../../../schedules/plan/bound-plan.ts';
import { planShifts } from '../../../schedules/plan/plan-shifts.ts';
import { settle } from '../../../schedules/plan/steps/settle.ts';
import { highsSolver } from '../../../schedules/solver/highs/highs-solver.ts';
import { readProblem } from '../document/read-problem.ts';
import { PLANTS } from '../testing/planted-breaks.ts';
import { shiftsOf, week } from '../testing/planted-week.ts';
import { randomDocument } from '../testing/random-document.ts';
import { judged, problemOf } from '../testing/two-judges.ts';

const solver = await highsSolver();

/** Seconds of the processor, so that a busy machine plans as well as an idle one. */
const cpuClock = (): number => process.cpuUsage().user / 1_000;

describe('a roster of a random problem with every field keeps every promise, as its text is read by a stranger,', () => {
  const seeds = Array.from({ length: 40 }, (_, at) => Math.floor(chanceOf(at)() * 1e9));

  test.each(seeds)('seed %i', (seed) => {
    const document = randomDocument(seed);
    const read = readProblem(document);
    if (read.kind === 'mistakes') return;
    const settled = settle(read.problem);
    const bound = settled.kind === 'settled' ? boundPlan(settled, solver) : undefined;
    const tools = { clock: cpuClock, seconds: 0.3, seed: 1, boundNow: () => bound };
    const answer = planShifts(read.problem, tools);
    if (answer.kind !== 'plan') return;
    expect(judged(document, answer.plan.shifts)).toEqual({ judge: [], naive: [] });
    expect(answer.plan.lowerBound ?? 0).toBeLessThanOrEqual(answer.plan.coverageCost + 1e-6);
  });
});

test.each(PLANTS)(
  'a break of $rule that is planted is caught by both judges',
  ({ rule, asks, kept, broken, held, planted }) => {
    const document = { ...week, ...asks };
    expect(judged(document, shiftsOf(document, kept, held))).toEqual({ judge: [], naive: [] });
    const found = judged(document, shiftsOf(document, broken, planted));
    expect(new Set(found.judge)).toEqual(new Set([rule]));
    expect(found.naive.length).toBeGreaterThan(0);
  },
);

const kept = shiftsOf(week, { amy: ['early', 'late'], bob: ['late'] });
const [early, late] = kept;

test.each<[string, readonly NamedShift[]]>([
  [
    'one-shift-a-day',
    early === undefined
      ? []
      : [...kept, { ...early, template: problemOf(week).templates[2] ?? early.template, breakStarts: [] }],
  ],
  ['known-shifts', late === undefined ? [] : [{ ...late, day: localDay('2026-11-30') }]],
  [
    'known-shifts',
    early === undefined ? [] : [{ ...early, template: { ...early.template, startMinute: 480 } }],
  ],
])('a break of %s in single shifts is caught by both judges', (rule, planted) => {
  expect(judged(week, kept)).toEqual({ judge: [], naive: [] });
  const found = judged(week, planted);
  expect(found.judge).toContain(rule);
  expect(found.naive.length).toBeGreaterThan(0);
});

test('somebody who leaves the rotation is caught by both judges', () => {
  const rotation = {
    kind: 'our own',
    anchor: '2026-11-23',
    people: ['amy'],
    cycle: ['early', 'late', 'off'],
    crews: [{ crew: 'one', place: 0 }],
  };
  const document = { ...week, rotations: [rotation] };
  const marks = ['early', 'late', 'off', 'early', 'late', 'off', 'early'];
  expect(judged(document, shiftsOf(document, { amy: marks }))).toEqual({ judge: [], naive: [] });
  const found = judged(document, shiftsOf(document, { amy: marks.with(2, 'late') }));
  expect(new Set(found.judge)).toEqual(new Set(['rotation-days']));
  expect(found.naive).toEqual(['amy is in no crew of our own']);
});

test('every rule and every agreement has a break that is planted', () => {
  const planted = new Set([
    ...PLANTS.map(({ rule }) => rule),
    'one-shift-a-day',
    'known-shifts',
    'rotation-days',
  ]);
  const hard = PLANTS.flatMap(({ asks }) => asks.rules?.own?.map(({ rule }) => rule) ?? []);
  const rules = new Set([
    ...hard,
    'time-off',
    'availability',
    'one-shift-a-day',
    ...agreements.map(({ id }) => id),
  ]);
  rules.delete('fair-shares');
  expect([...rules].filter((rule) => !planted.has(rule))).toEqual([]);
  expect(rules.size).toBeGreaterThan(24);
});
