import { weekday, type LocalDay } from '#domain/local-day.ts';
import type { Opening } from '../history/learn-opening.ts';
import type { WorkWeek } from '../calendar/day-traits.ts';
import { isKind, type Calendar } from '#domain/calendar.ts';

/** What the usual week and the history's own days say about holidays: one that is missing from the history was closed. */
export function workWeek({
  opening,
  calendar,
  days,
}: {
  readonly opening: Opening;
  readonly calendar: Calendar;
  /** Ascending. */
  readonly days: readonly LocalDay[];
}): WorkWeek {
  const known = new Set(days);
  const [first, last] = [days[0], days.at(-1)];
  const isPast = (day: LocalDay): boolean =>
    first !== undefined && last !== undefined && day >= first && day <= last;
  const usual = (day: LocalDay): boolean => opening.isOpen[weekday(day)] === true;
  const past = [...calendar.keys()].filter(
    (day) => isPast(day) && usual(day) && isKind(calendar, day, 'holiday'),
  );
  const closed = past.filter((day) => !known.has(day));
  // Where holidays of the past were mostly closed, those to come are taken to be.
  const areClosed = closed.length > 0 && closed.length * 2 >= past.length;
  return {
    isOpen: opening.isOpen,
    calendar,
    isClosedHoliday(day) {
      if (!isKind(calendar, day, 'holiday')) return false;
      return isPast(day) ? !known.has(day) : areClosed;
    },
  };
}

/** True for a holiday that has been seen closed under its own name: only then is a day left out without being told. */
export function wasClosedBefore(day: LocalDay, calendar: Calendar, days: readonly LocalDay[]): boolean {
  const known = new Set(days);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return false;
  const names = new Set(holidayNames(calendar, day));
  for (const other of calendar.keys()) {
    if (other < first || other > last || known.has(other)) continue;
    if (holidayNames(calendar, other).some((name) => names.has(name))) return true;
  }
  return false;
}

/** Holidays that must have been seen, all of them closed, before one of another name is supposed to be closed too. */
const LEAST_CLOSED = 2;

/**
 * True for a holiday of a name that the history has not met, on a day that is usually open, when all the holidays that it has
 * met were closed. Whoever knows better says so in the calendar.
 */
export function isSupposedClosed(
  day: LocalDay,
  { isOpen, calendar }: Pick<WorkWeek, 'isOpen' | 'calendar'>,
  days: readonly LocalDay[],
): boolean {
  const [first, last] = [days[0], days.at(-1)];
  const isHoliday = (one: LocalDay): boolean =>
    isOpen[weekday(one)] === true && isKind(calendar, one, 'holiday');
  if (first === undefined || last === undefined || day <= last || !isHoliday(day)) return false;
  const known = new Set(days);
  const met = [...calendar.keys()].filter((one) => one >= first && one <= last && isHoliday(one));
  const names = new Set(holidayNames(calendar, day));
  if (met.some((one) => holidayNames(calendar, one).some((name) => names.has(name)))) return false;
  return met.length >= LEAST_CLOSED && met.every((one) => !known.has(one));
}

const holidayNames = (calendar: Calendar, day: LocalDay): string[] =>
  (calendar.get(day) ?? []).filter(({ kind }) => kind === 'holiday').map(({ name }) => name);
