import { MINUTE_MS, later, type EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { NamedShift } from '../../../schedules/plan/model/person-times.ts';
import { shiftSpan } from '../../../schedules/shift-template.ts';

/** A break, a session or a stretch of deferred work, as it lies in time. */
export type ShiftPart = { readonly name: string; readonly startAt: EpochMs; readonly endAt: EpochMs };

/** What a shift holds, in order of time. */
export function shiftParts(shift: NamedShift, zone: TimeZone): readonly ShiftPart[] {
  const { template, breakStarts, activities = [] } = shift;
  const { startAt } = shiftSpan(template, shift.day, zone);
  const breaks = template.breaks.map(({ name, lengthMinutes, earliestMinute }, at) => ({
    name,
    startMinute: breakStarts[at] ?? earliestMinute,
    lengthMinutes,
  }));
  return [...breaks, ...activities]
    .toSorted((one, other) => one.startMinute - other.startMinute)
    .map(({ name, startMinute, lengthMinutes }) => {
      const from = later(startAt, startMinute * MINUTE_MS);
      return { name, startAt: from, endAt: later(from, lengthMinutes * MINUTE_MS) };
    });
}
