import type { LocalDay } from './local-day.ts';

/**
 * Why a day is not an ordinary one. `holiday`: most people are off. `workday`: a weekend day that is worked, to make up
 * for a holiday (调休). `event`: something that moves demand, such as a sale. `closed`: nobody answers, whatever the weekday says.
 */
export type SpecialKind = 'holiday' | 'workday' | 'event' | 'closed';

/** One special day. Days that share a name share what is learnt about them: the same feast of other years, the second day of each. */
export type SpecialDay = { readonly day: LocalDay; readonly name: string; readonly kind: SpecialKind };

/** The special days that are known, by day. A day may be several things at once. */
export type Calendar = ReadonlyMap<LocalDay, readonly SpecialDay[]>;

/** A calendar of these days. */
export function calendarOf(days: Iterable<SpecialDay>): Calendar {
  const calendar = new Map<LocalDay, SpecialDay[]>();
  for (const special of days) {
    const others = calendar.get(special.day) ?? [];
    if (!others.some(({ name, kind }) => name === special.name && kind === special.kind))
      others.push(special);
    calendar.set(special.day, others);
  }
  return calendar;
}

/** True when the day is of this kind. */
export function isKind(calendar: Calendar, day: LocalDay, kind: SpecialKind): boolean {
  return calendar.get(day)?.some((special) => special.kind === kind) ?? false;
}
