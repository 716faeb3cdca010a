import { dayNumber, type LocalDay } from '#domain/local-day.ts';
import { DAY_MS, MINUTE_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { instantOf, type TimeZone } from '#domain/time-zone.ts';

/** A shift as it can be worked on any day. It belongs to the local day on which it starts. */
export type ShiftKind = {
  readonly id: string;
  /** Local minute of the day: 1380 is 23:00. */
  readonly startMinute: number;
  /** From its start to its end, breaks and all. */
  readonly lengthMinutes: number;
  readonly breaks: readonly BreakKind[];
};

/** A break within a shift; minutes are counted from the shift's start. */
export type BreakKind = {
  readonly name: 'break' | 'lunch';
  readonly lengthMinutes: number;
  /** It begins no earlier than `earliestMinute` and no later than `latestMinute`. */
  readonly earliestMinute: number;
  readonly latestMinute: number;
  readonly isPaid: boolean;
};

/** When a shift of this kind begins on a day. It ends its length later by the clock that ticks: a night of a clock change is as long as any. */
export function shiftSpan(
  kind: ShiftKind,
  day: LocalDay,
  zone: TimeZone,
): { readonly startAt: EpochMs; readonly endAt: EpochMs } {
  const startAt = instantOf(zone, dayNumber(day) * DAY_MS + kind.startMinute * MINUTE_MS);
  return { startAt, endAt: later(startAt, kind.lengthMinutes * MINUTE_MS) };
}

/** Working time of a shift: its length without the breaks that are not paid. */
export function paidMs({ lengthMinutes, breaks }: ShiftKind): DurationMs {
  const unpaid = breaks.reduce((sum, one) => sum + (one.isPaid ? 0 : one.lengthMinutes), 0);
  return (lengthMinutes - unpaid) * MINUTE_MS;
}
