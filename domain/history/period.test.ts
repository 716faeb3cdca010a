import { expect, test } from 'vitest';
import { epochMs } from '../time.ts';
import { timeZone } from '../time-zone.ts';
import { periodIn, type PeriodName } from './period.ts';

const key = (zone: string, name: PeriodName, at: string): string =>
  periodIn(timeZone(zone), name).keyOf(epochMs(Date.parse(at)));

test.each<[PeriodName, string]>([
  ['quarter-hour', '2024-02-29T23:45:00+08:00'],
  ['half-hour', '2024-02-29T23:30:00+08:00'],
  ['hour', '2024-02-29T23:00:00+08:00'],
  ['day', '2024-02-29'],
  ['week', '2024-W09'],
  ['ten-days', '2024-02-21'],
  ['month', '2024-02'],
  ['quarter', '2024-Q1'],
  ['year', '2024'],
])('the %s of 23:50 on 29 February in Shanghai is %s', (name, written) =>
  expect(key('Asia/Shanghai', name, '2024-02-29T15:50:00Z')).toBe(written),
);

test('a week belongs to the year of its Thursday', () => {
  expect(key('UTC', 'week', '1999-01-01T12:00:00Z')).toBe('1998-W53');
  expect(key('UTC', 'week', '1999-01-04T00:00:00Z')).toBe('1999-W01');
  expect(key('UTC', 'week', '2026-12-31T00:00:00Z')).toBe('2026-W53');
});

test('the hour that comes twice is two hours, and both are of that day', () => {
  expect(key('Europe/Berlin', 'hour', '2026-10-25T00:30:00Z')).toBe('2026-10-25T02:00:00+02:00');
  expect(key('Europe/Berlin', 'hour', '2026-10-25T01:30:00Z')).toBe('2026-10-25T02:00:00+01:00');
  expect(key('Europe/Berlin', 'day', '2026-10-25T01:30:00Z')).toBe('2026-10-25');
});

test('every period begins where its key does', () => {
  const zone = timeZone('Europe/Berlin');
  for (const name of ['day', 'week', 'ten-days', 'month', 'quarter', 'year', 'half-hour'] as const) {
    const period = periodIn(zone, name);
    for (let at = Date.UTC(2026, 2, 20); at < Date.UTC(2026, 3, 12); at += 900_000 * 7) {
      const start = period.startOf(epochMs(at));
      expect(start).toBeLessThanOrEqual(at);
      expect(period.keyOf(start)).toBe(period.keyOf(epochMs(at)));
      expect(period.keyOf(epochMs(start - 1))).not.toBe(period.keyOf(epochMs(at)));
    }
  }
});
