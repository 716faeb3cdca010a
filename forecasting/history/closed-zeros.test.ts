import { expect, test } from 'vitest';
import { weekday, type LocalDay } from '#domain/local-day.ts';
import { gridRow } from '../models/grid.ts';
import { madeQueue, type QueueRecipe } from '../testing/made-queue.ts';
import { withoutClosedZeros } from './closed-zeros.ts';
import { learnOpening } from './learn-opening.ts';
import type { QueueHistory } from './queue-history.ts';

type Rate = QueueRecipe['rate'];

const listed = (rate: Rate, days = 84, seed = 1): QueueHistory =>
  madeQueue({ rate, days, seed, intervalMinutes: 60, closed: 'zero' }).history;

/** Open hours of a weekday, as they are learnt. */
const hoursOf = (history: QueueHistory, day: number): readonly number[] =>
  learnOpening(withoutClosedZeros(history)).intervals[day] ?? [];

const hours = (from: number, until: number): number[] =>
  Array.from({ length: until - from }, (_, at) => from + at);

const isWorkday = (day: LocalDay): boolean => weekday(day) < 5;

test('zeros of closed nights, noons and Sundays are no counts, and what is left are the opening hours', () => {
  const history = listed(({ day, hour }) =>
    weekday(day) < 6 && hour >= 8 && hour < 18 && hour !== 12 ? 20 : undefined,
  );
  for (const day of hours(0, 6)) expect(hoursOf(history, day)).toEqual([...hours(8, 12), ...hours(13, 18)]);
  expect(hoursOf(history, 6)).toEqual([]);
  expect(gridRow(withoutClosedZeros(history).offered, 0)[12]).toBeNaN();
  expect(gridRow(history.offered, 0)[12]).toBe(0);
});

test('a Friday afternoon without a contact beside busy ones is closed', () => {
  const history = listed(({ day, hour }) =>
    isWorkday(day) && hour >= 8 && hour < (weekday(day) === 4 ? 13 : 18) ? 3 : undefined,
  );
  expect(hoursOf(history, 3)).toEqual(hours(8, 18));
  expect(hoursOf(history, 4)).toEqual(hours(8, 13));
});

test.each([1, 2, 3, 4, 5, 6])(
  'a quiet night is open, though some of its hours had no contact on some weekday (seed %d)',
  (seed) => {
    const history = listed(({ hour }) => (hour >= 8 && hour < 18 ? 40 : 0.2), 84, seed);
    expect(withoutClosedZeros(history)).toEqual(history);
    for (const day of hours(0, 7)) expect(hoursOf(history, day)).toEqual(hours(0, 24));
  },
);

test('hours that were added are closed before, and open from then on', () => {
  const history = listed(({ day, ago, hour }) =>
    isWorkday(day) && hour >= 8 && hour < (ago < 30 ? 20 : 17) ? 15 : undefined,
  );
  const known = withoutClosedZeros(history).offered;
  expect(gridRow(known, 0)[18]).toBeNaN();
  expect(gridRow(known, 77)[18]).toBeGreaterThan(0);
  expect(hoursOf(history, 1)).toEqual(hours(8, 20));
});

test('hours and weekdays that were given up three weeks ago are closed', () => {
  const history = listed(({ day, ago, hour }) => {
    const isOld = ago >= 21;
    return weekday(day) < (isOld ? 6 : 5) && hour >= 8 && hour < (isOld ? 20 : 17) ? 15 : undefined;
  });
  expect(hoursOf(history, 1)).toEqual(hours(8, 17));
  expect(hoursOf(history, 5)).toEqual([]);
});

test('two hours without a contact on one day are not closed hours', () => {
  const history = listed(({ hour }) => (hour >= 8 && hour < 18 ? 20 : undefined));
  gridRow(history.offered, 40).fill(0, 10, 12);
  expect(gridRow(withoutClosedZeros(history).offered, 40)[11]).toBe(0);
});

test('hours that are busy once in three weeks and silent between are not closed in between', () => {
  const history = listed(
    ({ ago, hour }) => (hour < 8 || hour >= 18 ? undefined : ago % 25 === 3 ? 30 : 0),
    168,
  );
  expect(gridRow(withoutClosedZeros(history).offered, 100)[9]).toBe(0);
});

test('a table without a zero is left as it is', () => {
  const { history } = madeQueue({
    days: 30,
    seed: 1,
    intervalMinutes: 60,
    closed: 'left out',
    rate: () => 50,
  });
  expect(withoutClosedZeros(history)).toBe(history);
});

test('a weekday that has not been told for four weeks, while others were, is closed', () => {
  const { history } = madeQueue({
    days: 84,
    seed: 1,
    intervalMinutes: 60,
    closed: 'left out',
    rate: ({ hour }) => (hour >= 8 && hour < 18 ? 20 : undefined),
  });
  const rows = history.days.flatMap((day, row) => (weekday(day) === 5 && row > 52 ? [] : [row]));
  const days = rows.flatMap((row) => history.days[row] ?? []);
  const cells = Float64Array.from(rows.flatMap((row) => [...gridRow(history.offered, row)]));
  const offered = { ...history.offered, rows: rows.length, cells };
  expect(learnOpening({ ...history, days, offered }).isOpen).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    true,
  ]);
});
