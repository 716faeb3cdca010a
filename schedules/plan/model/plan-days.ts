import { addDays, dayNumber, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, MINUTE_MS, type EpochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';

/** A day as it passes. On the nights the clock changes it is an hour short or long. */
export type PlanDay = {
  readonly day: LocalDay;
  readonly startAt: EpochMs;
  readonly intervals: number;
  /** The local interval of the day at which the clock jumps, and by how many: forward is negative, as time is lost. */
  readonly clockChange?: { readonly at: number; readonly by: number };
};

/** The days from `from` to the one before `until`, laid end to end. */
export function planDays(
  zone: TimeZone,
  from: LocalDay,
  until: LocalDay,
  intervalMinutes: number,
): readonly PlanDay[] {
  const days: PlanDay[] = [];
  for (let day = from; day < until; day = addDays(day, 1))
    days.push(planDay(zone, day, intervalMinutes * MINUTE_MS));
  return days;
}

function planDay(zone: TimeZone, day: LocalDay, intervalMs: number): PlanDay {
  const startAt = midnight(zone, day);
  const lengthMs = midnight(zone, addDays(day, 1)) - startAt;
  const plain = { day, startAt, intervals: Math.round(lengthMs / intervalMs) };
  const by = Math.round((lengthMs - DAY_MS) / intervalMs);
  return by === 0
    ? plain
    : { ...plain, clockChange: { at: jump(zone, day, intervalMs) + Math.min(by, 0), by } };
}

/** The first local interval that begins otherwise after midnight than its digits say; in spring that is where the lost time ends. */
function jump(zone: TimeZone, day: LocalDay, intervalMs: number): number {
  const startAt = midnight(zone, day);
  const local = dayNumber(day) * DAY_MS;
  for (let at = 0; at < DAY_MS / intervalMs; at += 1) {
    if (instantOf(zone, local + at * intervalMs) - startAt !== at * intervalMs) return at;
  }
  return DAY_MS / intervalMs;
}

const midnight = (zone: TimeZone, day: LocalDay): EpochMs => instantOf(zone, dayNumber(day) * DAY_MS);
