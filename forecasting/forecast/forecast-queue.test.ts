import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay, weekday, type LocalDay } from '#domain/local-day.ts';
import { calendarOf, type SpecialDay } from '#domain/calendar.ts';
import { correctHistory } from '../history/correct-history.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { gridRow } from '../models/grid.ts';
import { madeHistory } from '../testing/queue-history.ts';
import { forecastQueue, type FittedForecast } from './forecast-queue.ts';
import { forecastQueues } from './forecast-queues.ts';
import { errorCorrelation, sumForecasts } from './sum-forecasts.ts';

const DAY = 1440;
const NONE = calendarOf([]);
const after = ({ days }: QueueHistory): LocalDay => addDays(days.at(-1) ?? localDay('2025-01-01'), 1);

function forecastOf(
  history: QueueHistory,
  days: number,
  special: readonly SpecialDay[] = [],
): FittedForecast {
  const now = { day: after(history), minute: 0 };
  const forecast = forecastQueue({ history, calendar: calendarOf(special), now, horizonMinutes: days * DAY });
  if (forecast === undefined) throw new Error('expected a forecast');
  return forecast;
}

const volume = ({ days }: FittedForecast): number => days.reduce((sum, { total }) => sum + total.offered, 0);

test('four weeks hold the usual days and intervals, and no others', () => {
  const { days } = forecastOf(madeHistory({ days: 90, size: 30 }), 28);
  expect(days).toHaveLength(20);
  expect(days.every(({ day }) => weekday(day) < 5)).toBe(true);
  for (const { intervals } of days) {
    expect(intervals.map(({ interval }) => interval)).toEqual(Array.from({ length: 20 }, (_, at) => 16 + at));
  }
});

test('bands lie around what is expected, wider ones outside', () => {
  for (const { intervals, total } of forecastOf(madeHistory({ days: 90, size: 30 }), 14).days)
    for (const { offered, low80, high80, low95, high95 } of [...intervals, total]) {
      expect(low95).toBeLessThanOrEqual(low80);
      expect(low80).toBeLessThanOrEqual(offered);
      expect(offered).toBeLessThanOrEqual(high80);
      expect(high80).toBeLessThanOrEqual(high95);
    }
});

test('intervals add up to the day, and queues to the group', () => {
  const one = forecastOf(madeHistory({ days: 90, size: 30 }), 7);
  const other = forecastOf(madeHistory({ queue: 'support', days: 90, size: 12, seed: 7 }), 7);
  for (const { intervals, total } of one.days)
    expect(intervals.reduce((sum, { offered }) => sum + offered, 0)).toBeCloseTo(total.offered, 9);
  const group = sumForecasts([one.days, other.days], 0.3);
  expect(group.reduce((sum, { total }) => sum + total.offered, 0)).toBeCloseTo(
    volume(one) + volume(other),
    9,
  );
});

test('the band of a group is narrowest when its queues have their own luck, and widest when they share it', () => {
  const queues = [1, 2, 3].map((seed) => forecastOf(madeHistory({ days: 60, size: 30, seed }), 7).days);
  const width = (correlation: number): number => {
    const total = sumForecasts(queues, correlation)[0]?.total;
    return (total?.high80 ?? 0) - (total?.low80 ?? 0);
  };
  expect(width(0)).toBeLessThan(width(0.5));
  expect(width(0.5)).toBeLessThan(width(1));
});

const swing = (day: LocalDay): number => 1 + 0.4 * Math.sin(7 * Number(day.slice(8)));

const pasts = (effect?: (day: LocalDay) => number) =>
  [1, 4_057, 90_001].map(
    (seed) =>
      forecastOf(madeHistory({ days: 120, size: 30, seed, ...(effect === undefined ? {} : { effect }) }), 1)
        .fitted.pastDays,
  );

test('queues that rise and fall together are found to', () => {
  expect(errorCorrelation(pasts(swing))).toBeGreaterThan(0.4);
  expect(errorCorrelation(pasts())).toBeLessThan(0.2);
});

test('four times as many contacts give a forecast four times as high', () => {
  const history = madeHistory({ days: 90, size: 100 });
  const fourfold = {
    ...history,
    offered: { ...history.offered, cells: history.offered.cells.map((count) => 4 * count) },
  };
  expect(volume(forecastOf(fourfold, 14)) / volume(forecastOf(history, 14))).toBeCloseTo(4, 1);
});

test('a day that is unknown is not a day without contacts', () => {
  const history = madeHistory({ days: 90, size: 30 });
  const row = history.days.length - 1;
  const unknown = correctHistory(history, [
    { kind: 'unknown', day: history.days[row] ?? localDay('2025-01-01'), first: 0, last: 47 },
  ]);
  const zero = { ...history, offered: { ...history.offered, cells: history.offered.cells.slice() } };
  gridRow(zero.offered, row).fill(0, 16, 36);
  const plain = volume(forecastOf(history, 7));
  expect(Math.abs(volume(forecastOf(unknown, 7)) / plain - 1)).toBeLessThan(0.02);
  // One such day pulls the next week down by some per cent, and no further: wild days are bent.
  expect(volume(forecastOf(zero, 7))).toBeLessThan(0.98 * plain);
});

test('a busy morning lifts the afternoon, and only what is still to come is told', () => {
  const history = madeHistory({
    days: 90,
    size: 60,
    effect: (day) => 1 + 0.3 * Math.sin(3 * Number(day.slice(8))),
  });
  const day = history.days.at(-1) ?? localDay('2025-01-01');
  const busy = { ...history, offered: { ...history.offered, cells: history.offered.cells.slice() } };
  const row = gridRow(busy.offered, busy.offered.rows - 1);
  for (const [at, count] of row.entries()) row[at] = 1.5 * count;
  const rest = (of: QueueHistory): FittedForecast | undefined =>
    forecastQueue({ history: of, calendar: NONE, now: { day, minute: 720 }, horizonMinutes: DAY / 2 });
  const [usual, lifted] = [rest(history), rest(busy)];
  expect(lifted?.days[0]?.intervals[0]?.interval).toBe(24);
  expect(lifted?.days[0]?.total.offered).toBeGreaterThan(1.15 * (usual?.days[0]?.total.offered ?? Infinity));
});

const on = ({ days: all }: FittedForecast, day: string): number =>
  all.find((one) => one.day === day)?.total.offered ?? 0;

test('an event lifts its day by what it did before, and leaves other days', () => {
  const sales = ['2025-02-05', '2025-03-05', '2025-04-02', '2025-05-07'].map((day): SpecialDay => ({
    day: localDay(day),
    name: 'sale',
    kind: 'event',
  }));
  const days = new Set(sales.map(({ day }) => day));
  const history = madeHistory({ days: 120, size: 40, effect: (day) => (days.has(day) ? 1.6 : 1) });
  const told = forecastOf(history, 7, sales);
  const untold = forecastOf(history, 7);
  expect(on(told, '2025-05-07') / on(untold, '2025-05-07')).toBeGreaterThan(1.35);
  expect(on(told, '2025-05-07') / on(untold, '2025-05-07')).toBeLessThan(1.75);
  expect(on(told, '2025-05-08') / on(untold, '2025-05-08')).toBeCloseTo(1, 1);
});

const newYear = (day: string): SpecialDay => ({ day: localDay(day), name: 'feast', kind: 'holiday' });

test('a day that is said to be closed is left out; a holiday that was closed before is too', () => {
  const history = madeHistory({ days: 90, size: 30, effect: () => 1 });
  const closed = history.days[30] ?? localDay('2025-01-01');
  const without = {
    ...history,
    days: history.days.filter((day) => day !== closed),
    offered: withoutRow(history, 30),
  };
  const day = addDays(after(history), 1);
  const told = forecastOf(without, 7, [
    newYear(closed),
    newYear(day),
    { day: addDays(day, 1), name: 'move', kind: 'closed' },
  ]);
  expect(told.days.map((one) => one.day)).not.toContain(day);
  expect(told.days.map((one) => one.day)).not.toContain(addDays(day, 1));
});

function withoutRow({ offered }: QueueHistory, row: number): QueueHistory['offered'] {
  const cells = [...offered.cells];
  cells.splice(row * offered.columns, offered.columns);
  return { rows: offered.rows - 1, columns: offered.columns, cells: Float64Array.from(cells) };
}

test('a tiny queue is forecast without bias', () => {
  const history = madeHistory({ days: 200, size: 1.2 });
  const mean =
    history.offered.cells.reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0) /
    history.days.length;
  expect(mean).toBeLessThan(25);
  const { days } = forecastOf(history, 28);
  expect(days.reduce((sum, { total }) => sum + total.offered, 0) / days.length / mean).toBeCloseTo(1, 1);
});

test('a queue that was born on Monday borrows the shape of its neighbour at its own level', () => {
  const old = madeHistory({ days: 90, size: 60 });
  const young = madeHistory({ queue: 'young', first: localDay('2025-03-31'), days: 4, size: 20, seed: 3 });
  const now = { day: localDay('2025-04-07'), minute: 0 };
  const outcomes = [...forecastQueues([old, young], { calendar: NONE, now, horizonMinutes: 7 * DAY })];
  const [first, second] = outcomes;
  expect(second?.borrowedFrom).toBe(queueId('sales'));
  const ratio =
    (second?.forecast?.days[0]?.total.offered ?? 0) / (first?.forecast?.days[0]?.total.offered ?? 1);
  expect(ratio).toBeCloseTo(1 / 3, 1);
});

const lastDay = (forecast: FittedForecast | undefined): number =>
  forecast?.days.at(-1)?.total.offered ?? Number.NaN;

test('planned growth comes on top', () => {
  const history = madeHistory({ days: 90, size: 30 });
  const now = { day: after(history), minute: 0 };
  const grown = forecastQueue({ history, calendar: NONE, now, horizonMinutes: 366 * DAY, growth: 0.2 });
  const plain = forecastQueue({ history, calendar: NONE, now, horizonMinutes: 366 * DAY });
  expect(lastDay(grown) / lastDay(plain)).toBeCloseTo(1.2, 2);
});

test('a level that rose by a half six weeks ago is still there in four weeks', () => {
  const first = localDay('2025-01-06');
  const history = madeHistory({
    days: 182,
    size: 40,
    effect: (day) => (day >= addDays(first, 140) ? 1.5 : 1),
  });
  const level =
    volume(forecastOf(history, 28)) / volume(forecastOf(madeHistory({ days: 140, size: 40 }), 28));
  // A mean of all its days would be at 1.12.
  expect(level).toBeGreaterThan(1.38);
  expect(level).toBeLessThan(1.58);
});

test('growth goes on for some weeks, and not for ever', () => {
  const first = localDay('2025-01-06');
  const weeks = (day: LocalDay): number => (Date.parse(day) - Date.parse(first)) / (7 * 86_400_000);
  const growing = (days: number): QueueHistory =>
    madeHistory({ days, size: 20, effect: (day) => 1.02 ** weeks(day) });
  const known = growing(252);
  const ahead = forecastOf(known, 28);
  const came = growing(280).offered.cells.slice(known.offered.cells.length);
  const truth = came.reduce((sum, count) => sum + (Number.isNaN(count) ? 0 : count), 0);
  // The mean of the last eight weeks would be a tenth too low.
  expect(Math.abs(volume(ahead) / truth - 1)).toBeLessThan(0.07);
  expect(lastDay(forecastOf(known, 366)) / lastDay(ahead)).toBeLessThan(1.25);
});

test('four weeks ahead a level that wandered is mostly expected to be back', () => {
  const { fitted } = forecastOf(madeHistory({ days: 182, size: 40 }), 28);
  const back = fitted.choices.filter(({ name }) => name.endsWith('usual level'));
  const share = (lead: number): number => back.reduce((sum, { weights }) => sum + (weights[lead] ?? 0), 0);
  expect(share(2)).toBeGreaterThan(0.6);
  expect(share(2)).toBeGreaterThan(share(0));
});
