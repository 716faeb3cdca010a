import { expect, test } from 'vitest';
import { epochMs } from '../time.ts';
import { isoInZone, timeZone } from '../time-zone.ts';
import { earlierPeriod, type Beside } from './earlier-period.ts';

function earlier(beside: Beside, name: string, from: string, to: string): readonly string[] | undefined {
  const zone = timeZone(name);
  const period = { from: epochMs(Date.parse(from)), to: epochMs(Date.parse(to)) };
  const found = earlierPeriod(beside, period, zone);
  return found && [isoInZone(zone, found.from), isoInZone(zone, found.to)];
}

test.each([
  [
    'a month of 31 days beside one of 30',
    'previous',
    'Asia/Shanghai',
    ['2026-05-01T00:00:00+08:00', '2026-06-01T00:00:00+08:00'],
    ['2026-04-01T00:00:00+08:00', '2026-05-01T00:00:00+08:00'],
  ],
  [
    'a January beside the December of the year before',
    'previous',
    'Asia/Shanghai',
    ['2026-01-01T00:00:00+08:00', '2026-02-01T00:00:00+08:00'],
    ['2025-12-01T00:00:00+08:00', '2026-01-01T00:00:00+08:00'],
  ],
  [
    'a quarter, whose clock changed, beside the one before',
    'previous',
    'Europe/Berlin',
    ['2026-04-01T00:00:00+02:00', '2026-07-01T00:00:00+02:00'],
    ['2026-01-01T00:00:00+01:00', '2026-04-01T00:00:00+02:00'],
  ],
  [
    'three months that are no quarter beside as many days',
    'previous',
    'Asia/Shanghai',
    ['2026-02-01T00:00:00+08:00', '2026-05-01T00:00:00+08:00'],
    ['2025-11-04T00:00:00+08:00', '2026-02-01T00:00:00+08:00'],
  ],
  [
    'a leap year beside the year before',
    'previous',
    'Asia/Shanghai',
    ['2024-01-01T00:00:00+08:00', '2025-01-01T00:00:00+08:00'],
    ['2023-01-01T00:00:00+08:00', '2024-01-01T00:00:00+08:00'],
  ],
  [
    'the day after the night of 25 hours begins its earlier day at midnight',
    'previous',
    'Europe/Berlin',
    ['2026-10-26T00:00:00+01:00', '2026-10-27T00:00:00+01:00'],
    ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
  ],
  [
    'part of a day beside as much time before it',
    'previous',
    'Europe/Berlin',
    ['2026-10-26T09:00:00+01:00', '2026-10-26T10:30:00+01:00'],
    ['2026-10-26T07:30:00+01:00', '2026-10-26T09:00:00+01:00'],
  ],
  [
    'dates of summer time beside those of winter time a year before',
    'year',
    'Europe/Berlin',
    ['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'],
    ['2025-03-29T00:00:00+01:00', '2025-03-30T00:00:00+01:00'],
  ],
  [
    'a February without its leap day keeps its last day',
    'year',
    'Asia/Shanghai',
    ['2024-02-01T00:00:00+08:00', '2024-02-29T00:00:00+08:00'],
    ['2023-02-01T00:00:00+08:00', '2023-03-01T00:00:00+08:00'],
  ],
  [
    'a day that begins at one, as midnight is skipped, beside the day before',
    'previous',
    'America/Santiago',
    ['2026-09-06T01:00:00-03:00', '2026-09-07T00:00:00-03:00'],
    ['2026-09-05T00:00:00-04:00', '2026-09-06T01:00:00-03:00'],
  ],
] as const)('%s', (_, beside, zone, [from, to], expected) => {
  expect(earlier(beside, zone, from, to)).toEqual(expected);
});

test('a leap day has no day a year before it', () => {
  expect(
    earlier('year', 'Asia/Shanghai', '2024-02-29T00:00:00+08:00', '2024-03-01T00:00:00+08:00'),
  ).toBeUndefined();
});
