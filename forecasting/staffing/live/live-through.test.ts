import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { describe, expect, test } from 'vitest';
import { liveThrough, type Lived } from './live-through.ts';
import { planQueue } from '../plan-queue.ts';
import { summarisePlan } from '../plan-summary.ts';
import type { QueueQuestion } from '../queue-question.ts';
import { dayOf, usualQuestion } from '../testing/flat-day.ts';

/** A morning, a noon and an afternoon; the rate is known to a tenth. */
const COUNTS = [30, 45, 60, 66, 62, 50, 40, 38, 44, 52, 50, 42, 34, 26, 20, 14];

const DAYS = 200;

function live(question: QueueQuestion, plan: readonly PlannedInterval[]): Lived {
  return liveThrough({ plan, truth: question, days: DAYS, seed: 1 });
}

describe('two hundred random days', () => {
  const question = usualQuestion({ intervals: dayOf(COUNTS, { handleSeconds: 300, rateCv: 0.1 }) });
  const plan = planQueue(question);
  const lived = live(question, plan);
  const naive = planQueue({
    ...question,
    behaviour: { kind: 'patient' },
    uncertainty: { kind: 'mean' },
    joining: 'never',
  });
  const naiveLived = live(question, naive);

  test('what the plan promises is what the days bring', () => {
    const { serviceLevel = 0, abandonment = 0, occupancy = 0, offered } = summarisePlan(plan);
    expect(lived.days).toBe(DAYS);
    expect(Math.abs(lived.offered / DAYS / offered - 1)).toBeLessThan(0.03);
    expect(Math.abs(lived.serviceLevel - serviceLevel)).toBeLessThan(0.02);
    expect(Math.abs(lived.abandonment - abandonment)).toBeLessThan(0.01);
    expect(Math.abs(lived.occupancy - occupancy)).toBeLessThan(0.02);
    expect(lived.serviceLevel).toBeGreaterThan(0.79);
  });

  test('each half hour keeps its own promise', () => {
    const gaps = plan.map(({ figures }, at) =>
      Math.abs((figures?.serviceLevel ?? 0) - (lived.intervals[at]?.serviceLevel ?? 0)),
    );
    // The first begins without a queue, which the plan does not count on.
    expect(Math.max(...gaps.slice(1))).toBeLessThan(0.06);
  });

  test('Erlang C on the mean promises another service than the days bring, and asks for more people', () => {
    const promised = summarisePlan(naive);
    expect(Math.abs(naiveLived.serviceLevel - (promised.serviceLevel ?? 0))).toBeGreaterThan(0.03);
    expect(naiveLived.abandonment - (promised.abandonment ?? 0)).toBeGreaterThan(0.02);
    expect(promised.hoursRequired).toBeGreaterThan(1.05 * summarisePlan(plan).hoursRequired);
  });

  test('taking the forecast as certain promises what the days do not keep', () => {
    const unsure = { ...question, intervals: dayOf(COUNTS, { handleSeconds: 300, rateCv: 0.2 }) };
    const sure = planQueue({ ...unsure, uncertainty: { kind: 'mean' } });
    const broken = live(unsure, sure);
    expect((summarisePlan(sure).serviceLevel ?? 0) - broken.serviceLevel).toBeGreaterThan(0.04);
    const kept = planQueue(unsure);
    expect(Math.abs((summarisePlan(kept).serviceLevel ?? 0) - live(unsure, kept).serviceLevel)).toBeLessThan(
      0.025,
    );
  });
});

test('two or three people, exactly: the night shift of a small queue', () => {
  const question = usualQuestion({
    intervals: dayOf([5, 6, 4, 3, 2, 2, 3, 5], { rateCv: 0.1 }),
    target: { serviceLevel: 0.8, withinSeconds: 20 },
  });
  const plan = planQueue(question);
  expect(Math.max(...plan.map(({ required }) => required))).toBeLessThanOrEqual(3);
  const lived = liveThrough({ plan, truth: question, days: 600, seed: 4 });
  expect(Math.abs(lived.serviceLevel - (summarisePlan(plan).serviceLevel ?? 0))).toBeLessThan(0.02);
  expect(Math.abs(lived.abandonment - (summarisePlan(plan).abandonment ?? 0))).toBeLessThan(0.01);
});

test('the same seed lives the same days', () => {
  const question = usualQuestion({ intervals: dayOf([10, 20], { rateCv: 0.1 }) });
  const plan = planQueue(question);
  const once = liveThrough({ plan, truth: question, days: 5, seed: 8 });
  expect(liveThrough({ plan, truth: question, days: 5, seed: 8 })).toEqual(once);
  expect(liveThrough({ plan, truth: question, days: 5, seed: 9 })).not.toEqual(once);
});

test('what cannot be lived through is refused in words', () => {
  const question = usualQuestion({
    intervalMinutes: 10,
    intervals: dayOf([10, 20], { intervalMinutes: 10 }),
  });
  const plan = planQueue(question);
  expect(() => liveThrough({ plan, truth: question, days: 5, seed: 1 })).toThrow(
    /quarter-hours.*got 10 minutes/,
  );
  expect(() => liveThrough({ plan, truth: question, days: 0, seed: 1 })).toThrow(/from 1 to.*got 0/);
});
