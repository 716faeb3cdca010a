import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planDeferred } from './plan-deferred.ts';
import { planQueue } from '../plan-queue.ts';
import { spreadDeferred, type DeferredWork } from './spread-deferred.ts';
import { dayOf, usualQuestion } from '../testing/flat-day.ts';

const HALF_HOUR = 1_800;

test('work that fits into slack before its due time adds nobody', () => {
  const work = [{ name: 'tickets', from: 0, due: 4, seconds: 2_000 }];
  const plan = spreadDeferred({ slackSeconds: [600, 600, 600, 600], secondsPerPerson: HALF_HOUR, work });
  expect(plan).toEqual({ doneSeconds: [600, 600, 600, 200], added: [0, 0, 0, 0] });
});

test('what is due first is done first, whatever came first', () => {
  const work = [
    { name: 'tickets', from: 0, due: 4, seconds: 1_000 },
    { name: 'call-backs', from: 1, due: 2, seconds: 600 },
  ];
  const plan = spreadDeferred({ slackSeconds: [500, 600, 600, 600], secondsPerPerson: HALF_HOUR, work });
  expect(plan).toEqual({ doneSeconds: [500, 600, 500, 0], added: [0, 0, 0, 0] });
});

test('where slack is short before the due time people are added, spread out, and not more than are needed', () => {
  const work = [{ name: 'messages', from: 1, due: 3, seconds: 5_000 }];
  const plan = spreadDeferred({ slackSeconds: [900, 100, 100, 900], secondsPerPerson: HALF_HOUR, work });
  expect(plan.added.reduce((sum, people) => sum + people, 0)).toBe(3);
  expect(plan.added).toEqual([0, 2, 1, 0]);
});

const messages = (due: number): readonly DeferredWork[] => [
  { name: 'messages', from: 0, due, seconds: 60 * 180 },
];

describe('sixty messages of the night, three minutes each', () => {
  const question = usualQuestion({ intervals: dayOf([20, 40, 60, 60, 50, 40, 40, 40]) });
  const plan = planQueue(question);
  const asked = { plan, mostOccupancy: 0.9, shrinkage: question.shrinkage };

  test('are work of the morning: due by nine they take people at eight', () => {
    const byNine = planDeferred({ ...asked, work: messages(2) });
    expect(byNine[0]?.required).toBeGreaterThan(plan[0]?.required ?? 0);
    expect(byNine.slice(2).map(({ required }) => required)).toEqual(
      plan.slice(2).map(({ required }) => required),
    );
    const done = byNine.reduce((sum, { deferredSeconds = 0 }) => sum + deferredSeconds, 0);
    expect(done).toBeCloseTo(60 * 180, 6);
  });

  test('due by noon they fit into the slack', () => {
    const byNoon = planDeferred({ ...asked, work: messages(8) });
    expect(byNoon.map(({ addedForDeferred }) => addedForDeferred)).toEqual(plan.map(() => 0));
  });

  test('nobody is busier than is allowed, and the roster follows', () => {
    const shrinkage = { kinds: [{ name: 'all', share: 0.3 }], combine: 'multiply' } as const;
    const spread = planDeferred({ ...asked, shrinkage, work: messages(2) });
    for (const one of spread) {
      const live = (one.figures?.occupancy ?? 0) * (one.required - (one.addedForDeferred ?? 0)) * HALF_HOUR;
      expect(live + (one.deferredSeconds ?? 0)).toBeLessThanOrEqual(0.9 * one.required * HALF_HOUR + 1e-6);
    }
    expect(total(spread.map(({ scheduled }) => scheduled))).toBe(
      Math.ceil(total(spread.map(({ required }) => required / 0.7)) - 1e-9),
    );
  });
});

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

test('all work is done between when it is ready and when it is due, in no more time than there is', () => {
  const anyWork = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 6 }),
      length: fc.integer({ min: 1, max: 4 }),
      seconds: fc.integer({ min: 0, max: 6_000 }),
    }),
    { maxLength: 6 },
  );
  const anySlack = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(anyWork, anySlack, (works, slackSeconds) => {
      const work = works.map(({ from, length, seconds }, at) => ({
        name: `work ${at}`,
        from,
        due: from + length,
        seconds,
      }));
      const { doneSeconds, added } = spreadDeferred({ slackSeconds, secondsPerPerson: HALF_HOUR, work });
      expect(total(doneSeconds)).toBeCloseTo(total(work.map(({ seconds }) => seconds)), 4);
      for (const [at, done] of doneSeconds.entries())
        expect(done).toBeLessThanOrEqual((slackSeconds[at] ?? 0) + (added[at] ?? 0) * HALF_HOUR + 1e-6);
      // Whatever is ready and due between two moments fits into the time between them.
      for (const { from } of work)
        for (const { due } of work) {
          const inside = total(
            work.filter((one) => one.from >= from && one.due <= due).map(({ seconds }) => seconds),
          );
          const room = total(slackSeconds.slice(from, due)) + total(added.slice(from, due)) * HALF_HOUR;
          expect(inside).toBeLessThanOrEqual(room + 1e-3);
        }
    }),
  );
});

test.each<[string, DeferredWork, RegExp]>([
  [
    'due before it is ready',
    { name: 'tickets', from: 3, due: 3, seconds: 1 },
    /tickets must be due after it is ready.*3 to 3/,
  ],
  ['due after the plan', { name: 'tickets', from: 0, due: 9, seconds: 1 }, /within the plan's 4 intervals/],
  [
    'without a length',
    { name: 'tickets', from: 0, due: 1, seconds: Number.NaN },
    /tickets must take seconds.*NaN/,
  ],
])('work %s is refused by name', (_name, work, said) => {
  expect(() => spreadDeferred({ slackSeconds: [0, 0, 0, 0], secondsPerPerson: 1, work: [work] })).toThrow(
    said,
  );
});
