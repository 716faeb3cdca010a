import type { DayTraits } from '../calendar/day-traits.ts';

/** A day of no season about which nothing is special. */
export const plainDay = (number: number, weekday: number): DayTraits => ({
  number,
  weekday,
  isMakeUp: false,
  monthAngle: 0,
  yearAngle: 0,
  isAfterClosed: false,
  isAfterHoliday: false,
  isSecondAfterHoliday: false,
  isBeforeHoliday: false,
  holidays: [],
  events: [],
});
