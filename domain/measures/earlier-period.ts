import { DAY_MS, epochMs, later, type EpochMs } from '../time.ts';
import { dayStart, instantOf, localTime, type TimeZone } from '../time-zone.ts';

/** Beside what a period is put: the one before it (环比), or its dates a year earlier (同比). */
export const BESIDES = ['previous', 'year'] as const;
export type Beside = (typeof BESIDES)[number];

export type Period = { readonly from: EpochMs; readonly to: EpochMs };

/** The earlier period; undefined where there is none, as a year before 29 February. */
export function earlierPeriod(beside: Beside, { from, to }: Period, zone: TimeZone): Period | undefined {
  const [first, end] = [localDigits(zone, from), localDigits(zone, to)];
  return beside === 'year' ? yearBefore(first, end, zone) : periodBefore({ from, to }, [first, end], zone);
}

/** Midnight has the digits of midnight, also where the clock change skips it and the day begins at one. */
function localDigits(zone: TimeZone, at: EpochMs): number {
  const { day, msOfDay } = localTime(zone, at);
  return Date.parse(`${day}T00:00:00Z`) + (dayStart(zone, at) === at ? 0 : msOfDay);
}

/** A calendar month, quarter or year has one before it; days have as many local days, anything else as much time. */
function periodBefore({ from, to }: Period, [first, end]: readonly [number, number], zone: TimeZone): Period {
  const months = calendarMonths(first, end);
  if (months !== undefined) {
    const { year, month } = partsOf(first);
    return { from: instantOf(zone, Date.UTC(year, month - months, 1)), to: from };
  }
  const length = end - first;
  const isOfDays = length >= DAY_MS && length % DAY_MS === 0;
  return { from: isOfDays ? instantOf(zone, first - length) : later(from, from - to), to: from };
}

/** 1, 3 or 12, where it is exactly a month, a quarter or a year of the calendar. */
function calendarMonths(first: number, end: number): number | undefined {
  const { year, month } = partsOf(first);
  return [1, 3, 12].find(
    (months) =>
      month % months === 0 && first === Date.UTC(year, month, 1) && end === Date.UTC(year, month + months, 1),
  );
}

/** The day after 28 February ends a period there too: a leap day that is not in it asks for none. */
function yearBefore(first: number, end: number, zone: TimeZone): Period | undefined {
  if (isLeapDay(first) || (isLeapDay(end) && end % DAY_MS !== 0)) return undefined;
  return { from: instantOf(zone, earlierYear(first)), to: instantOf(zone, earlierYear(end)) };
}

function earlierYear(digits: number): number {
  const { year, month, day } = partsOf(digits);
  return Date.UTC(year - 1, month, day) + (((digits % DAY_MS) + DAY_MS) % DAY_MS);
}

function isLeapDay(digits: number): boolean {
  const { month, day } = partsOf(digits);
  return month === 1 && day === 29;
}

function partsOf(digits: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(epochMs(digits));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}
