import { addDays, weekday, type LocalDay } from '#domain/local-day.ts';
import type { Person } from '../../people/person.ts';
import { crewShift } from '../../rotations/rotation.ts';
import type { DayLimit, Duty } from '../../roster/problem/roster-problem.ts';
import type { ShiftTemplate } from '../../shift-template.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** On which days a person can do less than the rules allow, and why: what is fixed goes first, then a rotation, days off, hours. */
export function dayLimitsOf(problem: ShiftPlanProblem, person: Person): readonly DayLimit[] {
  const limits: DayLimit[] = [];
  for (let day = problem.from, at = 0; day < problem.until; day = addDays(day, 1), at += 1) {
    const limit =
      fixedLimit(problem, person, day) ??
      offLimit(person, day) ??
      crewLimit(problem, person, day) ??
      hoursLimit(problem, person, day);
    if (limit !== undefined) limits.push({ day: at, ...limit });
  }
  return limits;
}

type Limit = Omit<DayLimit, 'day'>;

function fixedLimit(
  { fixed, templates }: ShiftPlanProblem,
  { id }: Person,
  day: LocalDay,
): Limit | undefined {
  const found = fixed.find((one) => one.person === id && one.day === day);
  return (
    found && {
      allows: [found.duty === 'off' ? 'off' : placeOf(templates, found.duty.template)],
      because: 'fixed',
    }
  );
}

function offLimit({ timeOff }: Person, day: LocalDay): Limit | undefined {
  const off = timeOff.find((one) => day >= one.from && day <= one.until);
  return off && { allows: ['off'], because: off.why };
}

function crewLimit(
  { rotations, templates }: ShiftPlanProblem,
  { id }: Person,
  day: LocalDay,
): Limit | undefined {
  for (const { rotation, crewOf } of rotations) {
    const crew = crewOf.get(id);
    if (crew === undefined) continue;
    const shift = crewShift(rotation, crew, day);
    const duty: Duty = shift === undefined ? 'off' : placeOf(templates, shift.id);
    return { allows: [duty], because: `${rotation.id}, ${crew}` };
  }
  return undefined;
}

function hoursLimit(
  { templates }: ShiftPlanProblem,
  { available }: Person,
  day: LocalDay,
): Limit | undefined {
  if (available.length === 0) return undefined;
  const windows = available.filter((window) => window.weekday === weekday(day));
  const fits = ({ startMinute, lengthMinutes }: ShiftTemplate): boolean =>
    windows.some(
      (window) => startMinute >= window.fromMinute && startMinute + lengthMinutes <= window.untilMinute,
    );
  const possible = templates.flatMap((template, at): Duty[] => (fits(template) ? [at] : []));
  return { allows: ['off', ...possible], because: 'outside their hours' };
}

function placeOf(templates: readonly ShiftTemplate[], id: string): number {
  const place = templates.findIndex((template) => template.id === id);
  if (place < 0)
    throw new RangeError(
      `expected one of the templates ${templates.map((one) => one.id).join(', ')}, got ${id}`,
    );
  return place;
}
