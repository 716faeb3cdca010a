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

const holidayNames = (calendar: Calendar, day: LocalDay): string[] =>
  (calendar.get(day) ?? []).filter(({ kind }) => kind === 'holiday').map(({ name }) => name);
