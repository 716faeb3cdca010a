import type { PlannedActivity } from '#domain/roster.ts';
import type { NamedShift } from '../../../../schedules/plan/model/person-times.ts';

/** What is planned inside a shift beside answering contacts, in minutes from its start. */
export type ShiftPart = {
  readonly activity: PlannedActivity;
  readonly name: string;
  readonly startMinute: number;
  readonly lengthMinutes: number;
};

/** Breaks and activities of a shift, in order of time. */
export function partsInOrder({ template, breakStarts, activities = [] }: NamedShift): readonly ShiftPart[] {
  const breaks = template.breaks.map(({ name, lengthMinutes, earliestMinute }, at): ShiftPart => ({
    activity: 'break',
    name,
    startMinute: breakStarts[at] ?? earliestMinute,
    lengthMinutes,
  }));
  const others = activities.map(({ kind, ...part }): ShiftPart => ({ activity: kind, ...part }));
  return [...breaks, ...others].toSorted((one, other) => one.startMinute - other.startMinute);
}
