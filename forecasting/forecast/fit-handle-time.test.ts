import { expect, test } from 'vitest';
import { calendarOf } from '#domain/calendar.ts';
import { addDays, localDay, weekday, type LocalDay } from '#domain/local-day.ts';
import { coverage80, coverage95, wape } from '../backtest/accuracy.ts';
import { backtestQueue } from '../backtest/backtest-queue.ts';
import { HANDLE_TIME } from '../backtest/judge-handle-time.ts';
import { madeQueue, type MadeQueue, type QueueRecipe } from '../testing/made-queue.ts';
import { fitHandleTime, type HandleTime } from './fit-handle-time.ts';
import { forecastQueue } from './forecast-queue.ts';

const queue = (handle: NonNullable<QueueRecipe['handle']>, rate = 20, days = 112): MadeQueue =>
  madeQueue({
    days,
    intervalMinutes: 30,
    seed: 6,
    closed: 'left out',
    rate: ({ day, hour }) => (weekday(day) < 5 && hour >= 8 && hour < 18 ? rate : undefined),
    handle,
  });

function fitted({ history }: MadeQueue): HandleTime {
  const handle = fitHandleTime(history);
  if (handle === undefined) throw new Error('expected handle times');
  return handle;
}

const MONDAY = localDay('2025-06-02');
const at = (handle: HandleTime, day: LocalDay, hour: number, contacts = 20): number =>
  handle.at(day, 2 * hour, contacts).seconds;

test('Monday mornings that take longer than anything else are found, and no other time is moved by them', () => {
  const handle = fitted(queue(({ day, hour }) => (weekday(day) === 0 && hour < 12 ? 390 : 300)));
  expect(Math.abs(at(handle, MONDAY, 9) - 390)).toBeLessThan(25);
  expect(Math.abs(at(handle, MONDAY, 15) - 300)).toBeLessThan(15);
  expect(Math.abs(at(handle, addDays(MONDAY, 1), 9) - 300)).toBeLessThan(15);
});

test('hours and weekdays that differ by chance alone have the mean of all', () => {
  const handle = fitted(queue(() => 300, 2));
  for (let day = 0; day < 5; day += 1)
    for (let hour = 8; hour < 18; hour += 1)
      expect(Math.abs(at(handle, addDays(MONDAY, day), hour) - 300)).toBeLessThan(20);
});

test('the fewer contacts, the wider the band of their mean; and it lies around what is expected', () => {
  const handle = fitted(queue(({ hour }) => 240 + 6 * hour));
  const width = (contacts: number): number => {
    const { seconds, band } = handle.at(MONDAY, 20, contacts);
    expect(band.low95).toBeLessThan(band.low80);
    expect(band.low80).toBeLessThan(seconds);
    expect(band.high80).toBeGreaterThan(seconds);
    expect(band.high95).toBeGreaterThan(band.high80);
    return band.high80 - band.low80;
  };
  expect(width(4)).toBeGreaterThan(1.5 * width(16));
});

test('handle times come into the forecast with their bands, and the backtest judges both', () => {
  const { history } = queue(({ day, hour }) => 260 + 8 * hour + (weekday(day) === 4 ? 40 : 0));
  const now = { day: addDays(history.days.at(-1) ?? MONDAY, 1), minute: 0 };
  const calendar = calendarOf([]);
  const forecast = forecastQueue({ history, calendar, now, horizonMinutes: 7 * 1440 });
  const intervals = forecast?.days.flatMap((day) => day.intervals) ?? [];
  expect(intervals.length).toBeGreaterThan(90);
  for (const { handleSeconds = 0, handleTimeBand } of intervals) {
    expect(handleTimeBand?.low80).toBeLessThan(handleSeconds);
    expect(handleTimeBand?.high80).toBeGreaterThan(handleSeconds);
  }
  const result = backtestQueue({ history, calendar, from: history.days.at(-40) ?? MONDAY });
  const [used, rival] = [result.get(HANDLE_TIME.used), result.get(HANDLE_TIME.rival)];
  if (used === undefined || rival === undefined) throw new Error('expected handle times to be judged');
  for (const horizon of ['one day', 'one week', 'four weeks'] as const) {
    expect(wape(used[horizon])).toBeLessThan(wape(rival[horizon]) ?? 0);
    expect(coverage80(used[horizon])).toBeGreaterThan(0.75);
    expect(coverage80(used[horizon])).toBeLessThan(0.85);
    expect(coverage95(used[horizon])).toBeGreaterThan(0.9);
  }
});

test('a history without handle times has none', () => {
  const { history } = queue(() => 300);
  const { handleSeconds: _, ...without } = history;
  expect(fitHandleTime(without)).toBeUndefined();
});
