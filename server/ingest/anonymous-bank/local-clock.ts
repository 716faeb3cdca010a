import { DAY_MS, epochMs, type DurationMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';

/** A zone that knows its quiet days. */
export type LocalClock = {
  readonly zone: TimeZone;
  /** How far ahead of UTC the zone is from the day before `dayMs` (its midnight in local digits) to two days after; undefined when that changes. */
  steadyOffsetMs(dayMs: number): DurationMs | undefined;
};

/** Days remembered: ten years of records; more are asked again. */
const DAYS_KEPT = 3_660;

/**
 * Knows the quiet days, all but ten or so of a year, on which local digits become instants by one subtraction. A year's
 * records ask four times a row, line by line through the year, and a zone remembers only one year's quarters of an hour.
 */
export function localClock(zone: TimeZone): LocalClock {
  const days = new Map<number, DurationMs | undefined>();
  return {
    zone,
    steadyOffsetMs(dayMs) {
      if (days.has(dayMs)) return days.get(dayMs);
      if (days.size >= DAYS_KEPT) days.clear();
      const offsets = [-1, 0, 1, 2, 3].map((day) => zone.offsetMs(epochMs(dayMs + day * DAY_MS)));
      const steady = offsets.every((offset) => offset === offsets[0]) ? offsets[0] : undefined;
      days.set(dayMs, steady);
      return steady;
    },
  };
}
