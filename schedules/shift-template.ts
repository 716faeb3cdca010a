import { dayNumber, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, MINUTE_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';

/** A shift with fixed hours, as it can be worked on any day. */
export type ShiftTemplate = {
  readonly id: string;
  /** What people call it: `early`. Templates that differ only in their start are of one kind. */
  readonly kind: string;
  /** Local minute of its day: 1380 is 23:00; 1440 is the midnight that ends the day, and the shift still belongs to it. */
  readonly startMinute: number;
  /** From its start to its end, breaks and all. */
  readonly lengthMinutes: number;
  readonly breaks: readonly BreakTemplate[];
};

/** A break within a shift; minutes are counted from the shift's start. */
export type BreakTemplate = {
  /** `lunch`, `break`. */
  readonly name: string;
  readonly lengthMinutes: number;
  /** It begins no earlier than `earliestMinute` and no later than `latestMinute`. */
  readonly earliestMinute: number;
  readonly latestMinute: number;
  readonly isPaid: boolean;
};

/** When a shift begins and ends on a day: its length later by the clock that ticks, in the night of a clock change too. */
export function shiftSpan(
  template: ShiftTemplate,
  day: LocalDay,
  zone: TimeZone,
): { readonly startAt: EpochMs; readonly endAt: EpochMs } {
  const startAt = instantOf(zone, dayNumber(day) * DAY_MS + template.startMinute * MINUTE_MS);
  return { startAt, endAt: later(startAt, template.lengthMinutes * MINUTE_MS) };
}

/** Working time of a shift: its length without the breaks that are not paid. */
export function paidMs({ lengthMinutes, breaks }: ShiftTemplate): DurationMs {
  const unpaid = breaks.reduce((sum, one) => sum + (one.isPaid ? 0 : one.lengthMinutes), 0);
  return (lengthMinutes - unpaid) * MINUTE_MS;
}
