import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayNumber, localDay, mondayOf, weekday } from './local-day.ts';

test('a day that the calendar does not have is refused by name', () => {
  for (const text of ['2026-02-29', '2026-13-01', '26-1-1', '', '2026-11-22T00:00']) {
    expect(() => localDay(text)).toThrow(`a day must be written as 2026-11-22, got ${text}`);
  }
  expect(localDay('2028-02-29')).toBe('2028-02-29');
});

test('22 November 2026 is a Sunday, of the week that began on the 16th', () => {
  expect(weekday(localDay('2026-11-22'))).toBe(6);
  expect(mondayOf(localDay('2026-11-22'))).toBe('2026-11-16');
  expect(mondayOf(localDay('2026-11-23'))).toBe('2026-11-23');
});

test('adding days counts days, over months, years and leap days', () => {
  expect(addDays(localDay('2027-12-31'), 60)).toBe('2028-02-29');
  const anyDay = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays(localDay('1990-01-01'), count));
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -4_000, max: 4_000 }), (day, count) => {
      const other = addDays(day, count);
      expect(dayNumber(other) - dayNumber(day)).toBe(count);
      expect(other < day).toBe(count < 0);
    }),
  );
});
