import { expect, test } from 'vitest';
import type { Behaviour } from '#domain/staffing-plan.ts';
import { planQueue } from '../plan-queue.ts';
import { summarisePlan } from '../plan-summary.ts';
import { dayOf, usualQuestion } from '../testing/flat-day.ts';
import { liveThrough } from './live-through.ts';

const COUNTS = [20, 30, 40, 44, 42, 34, 26, 24, 30, 34, 32, 28, 22, 18, 14, 10];
const DAYS = 300;

const chat = (paceAtLevel: readonly number[]): Behaviour => ({
  kind: 'chat',
  patienceSeconds: 120,
  paceAtLevel,
});

test.each<[string, Behaviour, number]>([
  ['three chats at once, each slower for every other', chat([1, 1.3, 1.6]), 0.02],
  ['call-backs, with one agent kept free', callback(0.4, 1), 0.015],
  ['call-backs as soon as anybody is free', callback(0.2, 0), 0.015],
  // Who calls again five minutes later is in the next interval's way, which the plan does not see.
  ['half of those who give up call again', redialling(0.5), 0.025],
])('%s: what the plan promises is what the days bring', (_, behaviour, within) => {
  const question = usualQuestion({
    intervals: dayOf(COUNTS, { handleSeconds: 300, rateCv: 0.1 }),
    behaviour,
    target: { serviceLevel: 0.8, withinSeconds: 20 },
  });
  const plan = planQueue(question);
  const promised = summarisePlan(plan);
  const lived = liveThrough({ plan, truth: question, days: DAYS, seed: 1 });
  expect(Math.abs(lived.serviceLevel - (promised.serviceLevel ?? 0))).toBeLessThan(within);
  expect(Math.abs(lived.abandonment - (promised.abandonment ?? 0))).toBeLessThan(0.01);
  expect(Math.abs(lived.occupancy - (promised.occupancy ?? 0))).toBeLessThan(0.015);
});

function callback(acceptShare: number, reserve: number): Behaviour {
  return { kind: 'callback', patienceSeconds: 150, acceptShare, reserve };
}

function redialling(redialShare: number): Behaviour {
  return { kind: 'redial', patienceSeconds: 120, redialShare, redialDelaySeconds: 300 };
}

test('paces and lines that the simulator does not know are refused in words', () => {
  const question = usualQuestion({ intervals: dayOf([10, 20], {}) });
  const plan = planQueue(question);
  const live = (behaviour: Behaviour) => () =>
    liveThrough({ plan, truth: { ...question, behaviour }, days: 1, seed: 1 });
  expect(live(chat([1, 1.2, 1.9]))).toThrow(/by the same share, got 1, 1\.2, 1\.9/);
  expect(live({ ...redialling(0.5), waitingPlaces: 3 } as Behaviour)).toThrow(/with 3 waiting places/);
});
