import { expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import { planDays } from './plan-days.ts';

const lengths = (zone: string, from: string, until: string): readonly number[] =>
  planDays(timeZone(zone), localDay(from), localDay(until), 15).map(({ intervals }) => intervals);

test('a day has 96 quarter-hours, and days of a clock change 92 and 100', () => {
  expect(lengths('Asia/Shanghai', '2026-11-23', '2026-11-26')).toEqual([96, 96, 96]);
  expect(lengths('Europe/Berlin', '2026-03-28', '2026-03-31')).toEqual([96, 92, 96]);
  expect(lengths('Europe/Berlin', '2026-10-24', '2026-10-27')).toEqual([96, 100, 96]);
});

test('the jump of a clock change is named at the local time where it happens: 02:00 in spring, 03:00 in autumn', () => {
  const [spring] = planDays(timeZone('Europe/Berlin'), localDay('2026-03-29'), localDay('2026-03-30'), 15);
  expect(spring?.clockChange).toEqual({ at: 8, by: -4 });
  const [autumn] = planDays(timeZone('Europe/Berlin'), localDay('2026-10-25'), localDay('2026-10-26'), 15);
  expect(autumn?.clockChange).toEqual({ at: 12, by: 4 });
});
