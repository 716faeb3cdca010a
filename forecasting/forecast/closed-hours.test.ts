import { expect, test } from 'vitest';
import { calendarOf } from '#domain/calendar.ts';
import { addDays, localDay, weekday, type LocalDay } from '#domain/local-day.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { madeQueue, type QueueRecipe } from '../testing/made-queue.ts';
import { forecastQueue } from './forecast-queue.ts';
import type { DayForecast } from './project-queue.ts';
import { timeBlocks } from './time-blocks.ts';

const NONE = calendarOf([]);

function week(history: QueueHistory, days = 7): readonly DayForecast[] {
  const now = { day: addDays(history.days.at(-1) ?? localDay('2025-01-01'), 1), minute: 0 };
  const forecast = forecastQueue({ history, calendar: NONE, now, horizonMinutes: days * 1440 });
  if (forecast === undefined) throw new Error('expected a forecast');
  return forecast.days;
}

const listed = (rate: QueueRecipe['rate'], days = 84): QueueHistory =>
  madeQueue({ rate, days, seed: 3, intervalMinutes: 60, closed: 'zero' }).history;

const hourly = ({ intervals }: DayForecast): ReadonlyMap<number, number> =>
  new Map(intervals.map(({ interval, offered }) => [interval, offered]));

const isOffice = (day: LocalDay, hour: number): boolean =>
  weekday(day) < 5 && hour >= 8 && hour < 18 && hour !== 12;

test('closed hours written as 0 are not forecast, and the hours at either end have their own contacts', () => {
  const days = week(listed(({ day, hour }) => (isOffice(day, hour) ? 40 : undefined)));
  expect(days.map(({ day }) => weekday(day))).toEqual([0, 1, 2, 3, 4]);
  for (const day of days) {
    const hours = hourly(day);
    expect([...hours.keys()]).toEqual([8, 9, 10, 11, 13, 14, 15, 16, 17]);
    for (const hour of [8, 11, 13, 17]) expect(Math.abs((hours.get(hour) ?? 0) - 40)).toBeLessThan(8);
  }
});

test('a quiet night beside a busy morning is quiet, and the morning busy', () => {
  const days = week(listed(({ hour }) => (hour >= 8 && hour < 18 ? 40 : 0.3)));
  expect(days).toHaveLength(7);
  for (const day of days) {
    const hours = hourly(day);
    expect(hours.get(8)).toBeGreaterThan(33);
    expect(hours.get(17)).toBeGreaterThan(33);
    const night = [...hours].filter(([hour]) => hour < 8 || hour >= 18);
    for (const [, offered] of night) expect(offered).toBeLessThan(0.8);
    const mean = night.reduce((sum, [, offered]) => sum + offered, 0) / night.length;
    expect(Math.abs(mean - 0.3)).toBeLessThan(0.1);
  }
});

test('a lone hour with a contact every few days is forecast as that', () => {
  const days = week(
    listed(({ hour }) => (hour >= 8 && hour < 18 ? 30 : hour === 22 ? 0.3 : undefined), 364),
    28,
  );
  const late = days.map((day) => hourly(day).get(22) ?? Number.NaN);
  const mean = late.reduce((sum, offered) => sum + offered, 0) / late.length;
  expect(Math.abs(mean - 0.3)).toBeLessThan(0.06);
});

test('two contacts an hour are forecast as two contacts an hour', () => {
  const days = week(
    listed(({ hour }) => (hour >= 8 && hour < 20 ? 2 : undefined)),
    28,
  );
  const all = days.flatMap(({ intervals }) => intervals);
  expect(all.every(({ interval }) => interval >= 8 && interval < 20)).toBe(true);
  const mean = all.reduce((sum, { offered }) => sum + offered, 0) / all.length;
  expect(Math.abs(mean - 2)).toBeLessThan(0.12);
});

test('a holiday that is written as zeros counts as closed: it pulls no other day down, and is left out next time', () => {
  const holidays = ['2025-02-03', '2025-04-04', '2025-05-05'].map(localDay);
  const history = listed(({ day, hour }) =>
    isOffice(day, hour) && !holidays.includes(day) ? 12 : undefined,
  );
  const calendar = calendarOf(holidays.map((day) => ({ day, name: 'feast', kind: 'holiday' as const })));
  const now = { day: localDay('2025-03-31'), minute: 0 };
  const forecast = forecastQueue({ history, calendar, now, horizonMinutes: 7 * 1440 });
  expect(forecast?.days.map(({ day }) => day)).not.toContain('2025-04-04');
  const mondays = forecast?.days.filter(({ day }) => weekday(day) === 0) ?? [];
  for (const { total } of mondays) expect(Math.abs(total.offered - 9 * 12)).toBeLessThan(20);
});

test('opening hours that grew are forecast at their own level, not at a mean with the closed time before', () => {
  const days = week(
    listed(({ day, ago, hour }) =>
      weekday(day) < 5 && hour >= 8 && hour < (ago < 28 ? 20 : 17) ? 20 : undefined,
    ),
  );
  for (const day of days) {
    const hours = hourly(day);
    for (const hour of [17, 18, 19]) expect(Math.abs((hours.get(hour) ?? 0) - 20)).toBeLessThan(5);
  }
});

test('a week-old queue with closed hours as zeros has their hours closed', () => {
  const days = week(listed(({ day, hour }) => (isOffice(day, hour) ? 30 : undefined), 14));
  for (const day of days) expect([...hourly(day).keys()]).toEqual([8, 9, 10, 11, 13, 14, 15, 16, 17]);
});

test('a block joins quiet neighbours that are alike, never a busy interval, and never over a closed time', () => {
  const history = listed(({ hour }) =>
    hour < 4 ? 1.5 : hour < 8 ? 0.1 : hour < 12 ? 30 : hour < 13 ? undefined : 2,
  );
  const open = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour !== 12);
  const blocks = timeBlocks(history, open).map(({ intervals }) => intervals);
  expect(blocks.slice(0, 6)).toEqual([[0, 1, 2, 3], [4, 5, 6, 7], [8], [9], [10], [11]]);
  const beside = listed(({ hour }) => (hour === 8 ? 3 : hour === 9 ? 8 : undefined));
  expect(timeBlocks(beside, [8, 9])).toHaveLength(2);
  expect(blocks[6]?.[0]).toBe(13);
  for (const block of blocks.slice(6)) expect(block.length).toBeGreaterThan(1);
});

test('a neighbour that had no contact while many were due takes none of what the other brings', () => {
  const history = listed(({ hour }) => (hour === 2 ? 0 : 2));
  expect(timeBlocks(history, [1, 2]).map(({ intervals }) => intervals)).toEqual([[1], [2]]);
});

test('a holiday that was never seen is supposed to be closed where all others were, and open where one was', () => {
  const feasts = ['2025-02-03', '2025-03-05', '2025-04-02'].map((day, at) => ({
    day: localDay(day),
    name: `feast ${at}`,
    kind: 'holiday' as const,
  }));
  const forecastDays = (closed: readonly string[]): readonly LocalDay[] => {
    const history = listed(({ day, hour }) =>
      isOffice(day, hour) && !closed.includes(day) ? 12 : undefined,
    );
    const now = { day: localDay('2025-03-31'), minute: 0 };
    const forecast = forecastQueue({ history, calendar: calendarOf(feasts), now, horizonMinutes: 7 * 1440 });
    return forecast?.days.map(({ day }) => day) ?? [];
  };
  expect(forecastDays(['2025-02-03', '2025-03-05'])).not.toContain('2025-04-02');
  expect(forecastDays(['2025-02-03'])).toContain('2025-04-02');
});
