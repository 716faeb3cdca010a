import { localIntervalStart } from '../interval.ts';
import { addDays, localDay, mondayOf, type LocalDay } from '../local-day.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, type DurationMs, type EpochMs } from '../time.ts';
import { dayStart, isoInZone, localTime, type TimeZone } from '../time-zone.ts';
import { twoDigits } from '../two-digits.ts';

/** What time can be cut into. `ten-days` is 旬: the 1st to 10th, 11th to 20th, and the rest of a month. */
export const PERIODS = [
  'quarter-hour',
  'half-hour',
  'hour',
  'day',
  'week',
  'ten-days',
  'month',
  'quarter',
  'year',
] as const;
export type PeriodName = (typeof PERIODS)[number];

/** Periods of one length in a zone. */
export type Period = {
  readonly name: PeriodName;
  /**
   * The period of an instant, as it is written: ISO 8601 with the offset for parts of a day, else local digits (2026-03-04, 2026-W10,
   * 2026-03, 2026-Q1, 2026). A ten-day period is written as its first day.
   */
  keyOf(at: EpochMs): string;
  /** The first instant of the period that holds `at`. */
  startOf(at: EpochMs): EpochMs;
};

/** Every border of a period lies on a quarter of an hour of UTC, in every zone in use today. */
export const PERIOD_GRID_MS: DurationMs = 15 * MINUTE_MS;

/** Quarter hours remembered: a year of them. */
const KEYS_KEPT = 35_136;

/** The periods called `name`, in the zone's local time. */
export function periodIn(zone: TimeZone, name: PeriodName): Period {
  const known = new Map<number, string>();
  return {
    name,
    keyOf(at) {
      const quarter = Math.floor(at / PERIOD_GRID_MS);
      const found = known.get(quarter);
      if (found !== undefined) return found;
      if (known.size >= KEYS_KEPT) known.clear();
      const key = keyOf(zone, name, epochMs(quarter * PERIOD_GRID_MS));
      known.set(quarter, key);
      return key;
    },
    startOf: (at) => startOf(zone, name, at),
  };
}

/** Parts of a day: how long each is. */
export const PART_LENGTHS: Partial<Record<PeriodName, DurationMs>> = {
  'quarter-hour': 15 * MINUTE_MS,
  'half-hour': 30 * MINUTE_MS,
  hour: HOUR_MS,
};

function keyOf(zone: TimeZone, name: PeriodName, at: EpochMs): string {
  const lengthMs = PART_LENGTHS[name];
  if (lengthMs !== undefined) return isoInZone(zone, localIntervalStart(zone, at, lengthMs));
  const day = dayOf(zone, at);
  switch (name) {
    case 'week':
      return isoWeek(day);
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'year':
      return day.slice(0, 4);
    case 'quarter-hour':
    case 'half-hour':
    case 'hour':
    case 'day':
    case 'ten-days':
      return firstDay(name, day);
  }
}

function startOf(zone: TimeZone, name: PeriodName, at: EpochMs): EpochMs {
  const lengthMs = PART_LENGTHS[name];
  if (lengthMs !== undefined) return localIntervalStart(zone, at, lengthMs);
  // Noon is on its day in every zone, whatever the clock does at midnight.
  const noon = epochMs(Date.parse(`${firstDay(name, dayOf(zone, at))}T12:00:00Z`));
  return dayStart(zone, epochMs(noon - zone.offsetMs(noon)));
}

const dayOf = (zone: TimeZone, at: EpochMs): LocalDay => localDay(localTime(zone, at).day);

/** The first day of the period that holds `day`. */
function firstDay(name: PeriodName, day: LocalDay): LocalDay {
  switch (name) {
    case 'week':
      return mondayOf(day);
    case 'ten-days':
      return localDay(`${day.slice(0, 8)}${tenDays(Number(day.slice(8)))}`);
    case 'month':
      return localDay(`${day.slice(0, 7)}-01`);
    case 'quarter':
      return localDay(`${day.slice(0, 5)}${twoDigits(3 * Math.ceil(Number(day.slice(5, 7)) / 3) - 2)}-01`);
    case 'year':
      return localDay(`${day.slice(0, 4)}-01-01`);
    case 'quarter-hour':
    case 'half-hour':
    case 'hour':
    case 'day':
      return day;
  }
}

function tenDays(dayOfMonth: number): string {
  if (dayOfMonth > 20) return '21';
  return dayOfMonth > 10 ? '11' : '01';
}

/** ISO 8601: the week belongs to the year of its Thursday. */
function isoWeek(day: LocalDay): string {
  const thursday = addDays(mondayOf(day), 3);
  const year = thursday.slice(0, 4);
  const days = (Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${year}-01-01T00:00:00Z`)) / DAY_MS;
  return `${year}-W${twoDigits(Math.floor(days / 7) + 1)}`;
}
