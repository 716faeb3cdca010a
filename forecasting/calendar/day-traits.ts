import { addDays, dayNumber, weekday, type LocalDay } from '#domain/local-day.ts';
import { isKind, type Calendar } from '#domain/calendar.ts';

/** What a day's demand may depend on. */
export type DayTraits = {
  /** Days since 1970-01-01. */
  readonly number: number;
  /** 0 is Monday. */
  readonly weekday: number;
  /** A weekend day that is worked: it behaves like an ordinary working day, of no weekday in particular. */
  readonly isMakeUp: boolean;
  /**
   * Where in the month, as an angle: days 1 to 15 from its start, the others from its end, so that both ends stay put; halfway between
   * the place by the calendar and that by the days that are worked, since what falls on a Sunday is asked on Monday.
   */
  readonly monthAngle: number;
  readonly yearAngle: number;
  /** The day before was closed, as before every Monday of an office. */
  readonly isAfterClosed: boolean;
  /** A holiday that is not part of the usual week lies just before. */
  readonly isAfterHoliday: boolean;
  /** The second working day after such a holiday. */
  readonly isSecondAfterHoliday: boolean;
  /** Such a holiday follows. */
  readonly isBeforeHoliday: boolean;
  /** Names of the holidays and events of the day itself, for a day that is open in spite of them. */
  readonly holidays: readonly string[];
  readonly events: readonly string[];
};

/** The week as it is usually worked, and what is known of days that are not usual. */
export type WorkWeek = {
  /** By weekday, Monday first. */
  readonly isOpen: readonly boolean[];
  readonly calendar: Calendar;
  /** True for a holiday on which nobody answers. */
  isClosedHoliday(day: LocalDay): boolean;
};

/** Closed days are looked through this far back: the longest public holidays (Golden Week, the Spring Festival) take eight. */
const LOOK_DAYS = 10;

/** The traits of one day. */
export function dayTraits(day: LocalDay, week: WorkWeek): DayTraits {
  const special = week.calendar.get(day) ?? [];
  const before = closedRun(day, week, -1);
  const after = closedRun(day, week, 1);
  const isAfterHoliday = before.isHoliday;
  return {
    number: dayNumber(day),
    weekday: weekday(day),
    isMakeUp: special.some(({ kind }) => kind === 'workday'),
    monthAngle: monthAngle(day, week),
    yearAngle: (2 * Math.PI * (dayNumber(day) % DAYS_A_YEAR)) / DAYS_A_YEAR,
    isAfterClosed: before.length > 0,
    isAfterHoliday,
    isSecondAfterHoliday: !isAfterHoliday && isAfterHolidayOn(day, before, week),
    isBeforeHoliday: after.isHoliday,
    holidays: special.filter(({ kind }) => kind === 'holiday').map(({ name }) => name),
    events: special.filter(({ kind }) => kind === 'event').map(({ name }) => name),
  };
}

function isAfterHolidayOn(day: LocalDay, before: ClosedRun, week: WorkWeek): boolean {
  return week.calendar.size > 0 && closedRun(addDays(day, -before.length - 1), week, -1).isHoliday;
}

/** True when the queue is not answered on the day: a closed weekday that is not made up, a closed holiday, a closed day. */
export function isClosed(day: LocalDay, week: WorkWeek): boolean {
  if (isKind(week.calendar, day, 'closed') || week.isClosedHoliday(day)) return true;
  return week.isOpen[weekday(day)] !== true && !isKind(week.calendar, day, 'workday');
}

const DAYS_A_YEAR = 365.2425;
/** Days at which the middle of the month is: from there on the distance to the month's end counts. */
const MID_MONTH = 15;
const MONTH_DAYS = 30;

function monthAngle(day: LocalDay, { isOpen }: WorkWeek): number {
  const ofMonth = Number(day.slice(8, 10));
  const length = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
  const isEarly = ofMonth <= MID_MONTH;
  const byCalendar = (isEarly ? ofMonth : ofMonth - length + MONTH_DAYS) / MONTH_DAYS;
  const worked = isOpen.filter(Boolean).length;
  // A queue without opening hours has no days to count.
  if (worked === 0) return 2 * Math.PI * byCalendar;
  const first = weekday(day) - (ofMonth - 1) + 5 * 7;
  const isWorked = (at: number): boolean => isOpen[(first + at) % 7] === true;
  const ofDays = Array.from({ length }, (_, at) => at).filter(isWorked);
  const before = ofDays.filter((at) => at < ofMonth - 1).length + 1;
  const workedDays = (MONTH_DAYS * worked) / 7;
  const byWork = (isEarly ? before : before - ofDays.length + workedDays) / workedDays;
  // Halfway on the shorter way round.
  const way = ((byWork - byCalendar + 1.5) % 1) - 0.5;
  return 2 * Math.PI * (byCalendar + way / 2);
}

type ClosedRun = { readonly length: number; readonly isHoliday: boolean };

const NO_RUN: ClosedRun = { length: 0, isHoliday: false };

function closedRun(day: LocalDay, week: WorkWeek, step: 1 | -1): ClosedRun {
  // Most weeks hold no special day at all, and then the weekday says it all.
  if (week.calendar.size === 0) return weekendRun(weekday(day), week, step);
  let length = 0;
  let isHoliday = false;
  let other = addDays(day, step);
  while (length < LOOK_DAYS && isClosed(other, week)) {
    length += 1;
    // A holiday on a weekday that is closed anyway changes nothing.
    isHoliday ||= week.isOpen[weekday(other)] === true;
    other = addDays(other, step);
  }
  return { length, isHoliday };
}

function weekendRun(from: number, { isOpen }: WorkWeek, step: 1 | -1): ClosedRun {
  let length = 0;
  while (length < 7 && isOpen[(from + step * (length + 1) + 14) % 7] !== true) length += 1;
  return length === 0 ? NO_RUN : { length, isHoliday: false };
}
