import { addDays } from '#domain/local-day.ts';
import { DAY_MINUTES, MINUTE_MS } from '#domain/time.ts';
import type { Breach } from '../../rules/base/rule.ts';
import { shiftSpan } from '../../shift-template.ts';
import type { NamedShift, ShiftActivity } from '../model/person-times.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import type { Agreement, KeptBy } from './agreement.ts';

/** Meetings and training are held once for whoever takes part, on their days and between their hours, inside shifts and beside breaks. */
export const sessions: Agreement = {
  id: 'sessions',
  sentence: { en: 'Sessions are held as they are asked for', zh: '会议与培训按要求安排' },
  breaches: (kept) => {
    const seen = new Set<string>();
    return kept.shifts.flatMap((shift) =>
      (shift.activities ?? []).flatMap((held): readonly Breach[] => {
        const wrong =
          held.kind === 'session' ? wrongSession(kept, shift, held) : wrongDeferredWork(kept, held);
        const again = held.kind === 'session' && seen.has(held.name) ? `has ${held.name} again` : undefined;
        seen.add(held.name);
        const what = wrong ?? again ?? wrongPlace(shift, held);
        if (what === undefined) return [];
        const { day } = shift;
        const said = { en: `${what} on ${day}`, zh: `${day} 的 ${held.name} 安排不符合要求` };
        return [{ rule: 'sessions', person: kept.person.id, day, by: 1, unit: 'times', said }];
      }),
    );
  },
};

function wrongSession(
  { problem, person }: KeptBy,
  { day, template }: NamedShift,
  { name, startMinute, lengthMinutes }: ShiftActivity,
): string | undefined {
  const asked = problem.activities.find((one) => one.name === name);
  if (asked?.people.includes(person.id) !== true) return `has ${name}, which is not for them,`;
  if (lengthMinutes !== asked.lengthMinutes)
    return `has ${lengthMinutes} min of ${name} instead of ${asked.lengthMinutes}`;
  const minute = template.startMinute + startMinute;
  if (asked.days.length > 0 && !asked.days.includes(addDays(day, Math.floor(minute / DAY_MINUTES))))
    return `has ${name} on another day than asked for, in the shift`;
  const { fromMinute, untilMinute } = asked.hours ?? { fromMinute: 0, untilMinute: Infinity };
  const ofDay = minute % DAY_MINUTES;
  const isEarly = ofDay < fromMinute || ofDay + lengthMinutes > untilMinute;
  return isEarly ? `has ${name} at another hour than asked for` : undefined;
}

function wrongDeferredWork({ problem }: KeptBy, { name, lengthMinutes }: ShiftActivity): string | undefined {
  const { deferredWork } = problem;
  if (deferredWork?.name !== name) return `has ${name}, which is no work of the plan,`;
  return lengthMinutes < deferredWork.leastMinutes
    ? `has ${lengthMinutes} min of ${name}, at least ${deferredWork.leastMinutes} together,`
    : undefined;
}

type Span = Pick<ShiftActivity, 'startMinute' | 'lengthMinutes'>;

const meets = (one: Span, other: Span): boolean =>
  one.startMinute < other.startMinute + other.lengthMinutes &&
  other.startMinute < one.startMinute + one.lengthMinutes;

/** Beside breaks and whatever else the shift holds, and inside it. */
function wrongPlace(
  { template, breakStarts, activities = [] }: NamedShift,
  held: ShiftActivity,
): string | undefined {
  const breaks = template.breaks.map(({ name, lengthMinutes, earliestMinute }, at) => ({
    name,
    lengthMinutes,
    startMinute: breakStarts[at] ?? earliestMinute,
  }));
  const other = [...breaks, ...activities.filter((one) => one !== held)].find((one) => meets(one, held));
  if (other !== undefined) return `has ${held.name} and ${other.name} at once`;
  const isInside = held.startMinute >= 0 && held.startMinute + held.lengthMinutes <= template.lengthMinutes;
  return isInside ? undefined : `has ${held.name} outside the shift`;
}

/** How many people are in an activity at once, by the plan's own time; more than it allows is a breach of the last who came. */
export function fullSessions(problem: ShiftPlanProblem, shifts: readonly NamedShift[]): readonly Breach[] {
  return problem.activities.flatMap(({ name, peopleEach }) => {
    const seats = shifts
      .flatMap((shift) =>
        (shift.activities ?? []).flatMap((held) =>
          held.name === name ? [seatOf(problem, shift, held)] : [],
        ),
      )
      .toSorted((one, other) => one.startMinute - other.startMinute);
    return seats.flatMap((seat, at): readonly Breach[] => {
      const there = seats.slice(0, at).filter((one) => meets(one, { ...seat, lengthMinutes: 1 })).length + 1;
      if (there <= peopleEach) return [];
      const { person, day } = seat.shift;
      const said = {
        en: `is one of ${there} people in ${name} at a time on ${day}, at most ${peopleEach}`,
        zh: `${day} 同时参加 ${name} 的有 ${there} 人,上限 ${peopleEach} 人`,
      };
      return [{ rule: 'sessions', person, day, by: there - peopleEach, unit: 'times', said }];
    });
  });
}

type Seat = Span & { readonly shift: NamedShift };

/** In minutes of the clock that ticks, so that sessions of different days and shifts can be compared. */
function seatOf({ zone }: ShiftPlanProblem, shift: NamedShift, held: ShiftActivity): Seat {
  const { startAt } = shiftSpan(shift.template, shift.day, zone);
  return { shift, startMinute: startAt / MINUTE_MS + held.startMinute, lengthMinutes: held.lengthMinutes };
}
