import { expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { dayTraits, isClosed, type WorkWeek } from './day-traits.ts';
import { calendarOf } from '#domain/calendar.ts';

const office: WorkWeek = {
  isOpen: [true, true, true, true, true, false, false],
  calendar: calendarOf([
    { day: localDay('2003-05-26'), name: 'Memorial Day', kind: 'holiday' },
    { day: localDay('2025-01-26'), name: '春节调休', kind: 'workday' },
  ]),
  isClosedHoliday: (day) => day === '2003-05-26',
};

test('a Monday follows closed days; a Tuesday after a Monday off follows a holiday', () => {
  expect(dayTraits(localDay('2003-05-19'), office)).toMatchObject({
    isAfterClosed: true,
    isAfterHoliday: false,
  });
  expect(dayTraits(localDay('2003-05-27'), office)).toMatchObject({
    isAfterClosed: true,
    isAfterHoliday: true,
  });
  expect(dayTraits(localDay('2003-05-28'), office)).toMatchObject({
    isAfterClosed: false,
    isSecondAfterHoliday: true,
  });
  expect(dayTraits(localDay('2003-05-23'), office)).toMatchObject({ isBeforeHoliday: true });
});

test('a Sunday that is worked to make up for a holiday is open, and like a working day', () => {
  expect(isClosed(localDay('2025-01-26'), office)).toBe(false);
  expect(isClosed(localDay('2025-01-19'), office)).toBe(true);
  expect(dayTraits(localDay('2025-01-26'), office).isMakeUp).toBe(true);
});

const angle = (day: string): number => dayTraits(localDay(day), office).monthAngle;

test('the last day of a month lies at the same place of the circle, whether it is the 28th or the 31st', () => {
  expect(angle('2003-02-28')).toBeCloseTo(angle('2003-03-31'), 12);
  expect(angle('2003-02-01')).toBeCloseTo(angle('2003-03-01'), 12);
});

/** Angle between two days of the month, in thirtieths of a circle. */
const apart = (one: string, other: string): number =>
  Math.abs(((((angle(one) - angle(other)) / (2 * Math.PI)) * 30 + 45) % 30) - 15);

test('the first day that is worked is nearly at the same place, whether the month begins on it or on the Saturday before', () => {
  // 2003-03-03 is the first working day of its month, and so is 2003-04-01.
  expect(apart('2003-03-03', '2003-04-01')).toBeLessThan(1.3);
  expect(apart('2003-03-05', '2003-04-01')).toBeGreaterThan(apart('2003-03-03', '2003-04-01'));
});

test('a queue that is open every day has its places by the calendar alone', () => {
  const always = { ...office, isOpen: office.isOpen.map(() => true) };
  const of = (day: string): number => (dayTraits(localDay(day), always).monthAngle / (2 * Math.PI)) * 30;
  expect(of('2003-03-07')).toBeCloseTo(7, 9);
  expect(of('2003-03-31')).toBeCloseTo(30, 9);
});
