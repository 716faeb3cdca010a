import { addDays, dayNumber, mondayOf, type LocalDay } from '#domain/local-day.ts';
import {
  DAY_MINUTES,
  DAY_MS,
  type DurationMs,
  epochMs,
  type EpochMs,
  HOUR_MS,
  MINUTE_MS,
} from '#domain/time.ts';
import { instantOf, localTime, type TimeZone } from '#domain/time-zone.ts';
import type { PersonTime, Worked } from './rule.ts';

/** The shifts that the plan is about, without those that were lived before it. */
export const planned = ({ worked, from }: PersonTime): readonly Worked[] =>
  worked.filter(({ day }) => day >= from);

/** Working time by local week, keyed by its Monday. */
export function paidByWeek({ worked }: PersonTime): ReadonlyMap<LocalDay, DurationMs> {
  const weeks = new Map<LocalDay, DurationMs>();
  for (const { day, paidMs } of worked) {
    const monday = mondayOf(day);
    weeks.set(monday, (weeks.get(monday) ?? 0) + paidMs);
  }
  return weeks;
}

/** The Mondays of the weeks that the plan touches. */
export function plannedWeeks({ from, until }: PersonTime): readonly LocalDay[] {
  const mondays: LocalDay[] = [];
  for (let monday = mondayOf(from); monday < until; monday = addDays(monday, 7)) mondays.push(monday);
  return mondays;
}

/** Runs of days, each the day after the one before. */
export function runsOfDays(days: readonly LocalDay[]): readonly (readonly LocalDay[])[] {
  const runs: LocalDay[][] = [];
  for (const day of [...new Set(days)].toSorted()) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && dayNumber(day) - dayNumber(last) === 1) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

/** Local minutes of the day between which it is night; `until` lies on the next morning. */
export type Night = { readonly fromMinute: number; readonly untilMinute: number };

/** How long a shift lies in the nights of its zone. */
export function nightMs(shift: Span & Pick<Worked, 'day'>, zone: TimeZone, night: Night): DurationMs {
  let total = 0;
  for (const back of [-1, 0, 1]) {
    const midnight = dayNumber(addDays(shift.day, back)) * DAY_MS;
    const from = instantOf(zone, midnight + night.fromMinute * MINUTE_MS);
    const until = instantOf(zone, midnight + (night.untilMinute + DAY_MINUTES) * MINUTE_MS);
    total += overlapMs(shift, { startAt: from, endAt: until });
  }
  return total;
}

type Span = { readonly startAt: EpochMs; readonly endAt: EpochMs };

const overlapMs = (one: Span, other: Span): DurationMs =>
  Math.max(0, Math.min(one.endAt, other.endAt) - Math.max(one.startAt, other.startAt));

/** Three hours of a shift in the night make it night work (Directive 2003/88/EC, Article 2). */
export const isNightShift = (shift: Span & Pick<Worked, 'day'>, zone: TimeZone, night: Night): boolean =>
  nightMs(shift, zone, night) >= 3 * HOUR_MS;

/** 23:00 to 06:00, which holds the seven hours every member state must count (Directive 2003/88/EC, Article 2). */
export const USUAL_NIGHT: Night = { fromMinute: 23 * 60, untilMinute: 6 * 60 };

/** The local minute of its day at which a shift starts. */
export const startMinute = (shift: Pick<Span, 'startAt'>, zone: TimeZone): number =>
  localTime(zone, epochMs(shift.startAt)).msOfDay / MINUTE_MS;

/** Hours, to a tenth, as people write them. */
export const hours = (ms: DurationMs): number => Math.round((ms / HOUR_MS) * 10) / 10;
