import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay, weekday } from '#domain/local-day.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { makeGrid } from '../../../forecasting/models/grid.ts';
import { historyEnd } from './history-end.ts';

const MONDAY = localDay('2026-03-02');

/** Open from 8 to 22 h, on Saturdays until 12 h; the last of the days is told of until `lastUntil` o'clock. */
function historyOf(days: number, lastUntil: number): QueueHistory {
  const dates = Array.from({ length: days }, (_, at) => addDays(MONDAY, at));
  return {
    queue: queueId('a'),
    intervalMinutes: 30,
    days: dates,
    offered: makeGrid({ rows: days, columns: 48 }, (row, column) => {
      const closes = row === days - 1 ? lastUntil : weekday(dates[row] ?? MONDAY) === 5 ? 12 : 22;
      return column >= 16 && column < closes * 2 ? 7 : Number.NaN;
    }),
  };
}

test('a last day that is told of as long as such days usually are is over', () => {
  expect(historyEnd([historyOf(19, 22)])).toEqual({ day: '2026-03-21', minute: 0 });
});

test('a last day that is not over ends with its last interval', () => {
  expect(historyEnd([historyOf(19, 14)])).toEqual({ day: '2026-03-20', minute: 14 * 60 });
});

test('a day is compared with days of its weekday: a short Saturday is over at noon', () => {
  expect(historyEnd([historyOf(20, 12)])).toEqual({ day: '2026-03-22', minute: 0 });
});

test('a queue that closes early does not end the day of one that goes on', () => {
  expect(historyEnd([historyOf(19, 22), { ...historyOf(19, 18), queue: queueId('b') }])).toEqual({
    day: '2026-03-21',
    minute: 0,
  });
  expect(historyEnd([historyOf(19, 18), { ...historyOf(19, 12), queue: queueId('b') }])).toEqual({
    day: '2026-03-20',
    minute: 18 * 60,
  });
});

test('a first day cannot be known to be over, and no day has no end', () => {
  expect(historyEnd([historyOf(1, 22)])).toEqual({ day: MONDAY, minute: 22 * 60 });
  expect(historyEnd([])).toBeUndefined();
});
