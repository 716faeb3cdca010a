import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { planTotals } from './plan-totals.ts';

const interval = (day: string, more: Partial<PlannedInterval> = {}): PlannedInterval => ({
  queue: queueId('a'),
  day: localDay(day),
  minuteOfDay: 120,
  minutes: 30,
  offered: 10,
  handleSeconds: 300,
  rateCv: 0,
  load: 1,
  required: 4,
  paid: 5,
  scheduled: 6,
  low: 4,
  high: 4,
  figures: undefined,
  oneFewer: undefined,
  oneMore: undefined,
  binds: [],
  ...more,
});

test('hours add up by day and by week from Monday on, and paid hours are full-time people', () => {
  const totals = planTotals(
    // A Sunday, and the Monday and Tuesday after it.
    ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-24'].map((day) => interval(day)),
    40,
  );
  expect(totals.weeks).toMatchObject([
    { from: '2026-11-16', days: 1, required: 2, paid: 2.5, scheduled: 3, fullTime: 2.5 / 8 },
    { from: '2026-11-23', days: 2, offered: 30, required: 6, paid: 7.5, scheduled: 9, fullTime: 7.5 / 16 },
  ]);
  expect(totals.days.map(({ from, fullTime }) => [from, fullTime])).toEqual([
    ['2026-11-22', 2.5 / 8],
    ['2026-11-23', 2.5 / 8],
    ['2026-11-24', 5 / 8],
  ]);
});

test('half an hour that comes twice is paid twice', () => {
  const [day] = planTotals([interval('2026-10-25', { comesTwice: true })], 40).days;
  expect(day).toMatchObject({ offered: 20, required: 4, paid: 5 });
});
