import { addDays, dayNumber, localDay, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, type EpochMs } from '#domain/time.ts';
import { instantOf, localTime, type TimeZone } from '#domain/time-zone.ts';
import type { DaysOff, Person } from './person.ts';

/** A shift as it lies in time, on the day it belongs to. */
export type LyingShift = { readonly day: LocalDay; readonly startAt: EpochMs; readonly endAt: EpochMs };

/** Days off that a shift is worked on, and the first of them that it meets. */
export type DaysOffMet = { readonly off: DaysOff; readonly on: LocalDay };

/** The days off that a shift is worked on: it belongs to one of them, or reaches into one. Undefined where it meets none. */
export function daysOffMet(
  { timeOff }: Pick<Person, 'timeOff'>,
  shift: LyingShift,
  zone: TimeZone,
): DaysOffMet | undefined {
  const off = timeOff.find(
    (one) => isOn(one, shift.day) || (one.sparesNightBefore !== true && reaches(one, shift, zone)),
  );
  if (off === undefined) return undefined;
  if (isOn(off, shift.day)) return { off, on: shift.day };
  const begins = localDay(localTime(zone, shift.startAt).day);
  return { off, on: begins > off.from ? begins : off.from };
}

const isOn = ({ from, until }: DaysOff, day: LocalDay): boolean => day >= from && day <= until;

/** Days off last from midnight to midnight, by the clock of the zone. */
function reaches({ from, until }: DaysOff, { startAt, endAt }: LyingShift, zone: TimeZone): boolean {
  const midnight = (day: LocalDay): EpochMs => instantOf(zone, dayNumber(day) * DAY_MS);
  return startAt < midnight(addDays(until, 1)) && endAt > midnight(from);
}
