import { DAY_MINUTES } from '#domain/time.ts';
import { addDays, type LocalDay } from '#domain/local-day.ts';
import { isAvailable } from '../../people/available-hours.ts';
import type { DaysOff, Person, Wish } from '../../people/person.ts';
import { crewShift } from '../../rotations/rotation.ts';
import type { DayLimit, Duty } from '../../roster/problem/roster-problem.ts';
import type { ShiftTemplate } from '../../shift-template.ts';
import type { Fixed, ShiftPlanProblem } from './shift-plan-problem.ts';

/** On which days a person can do less than the rules allow, and why: what is fixed goes first, then days off, a rotation, hours; and wishes that must be met. */
export function dayLimitsOf(problem: ShiftPlanProblem, person: Person): readonly DayLimit[] {
  const limits: DayLimit[] = [];
  const mustWish = problem.rules.some(({ rule, weight }) => rule === 'wishes' && weight === undefined);
  for (let day = problem.from, at = 0; day < problem.until; day = addDays(day, 1), at += 1) {
    const settled =
      fixedLimit(problem, person, day) ??
      offLimit(person, day) ??
      crewLimit(problem, person, day) ??
      freeLimit(problem, person, day);
    const wishes = mustWish ? person.wishes.filter((wish) => wish.day === day) : [];
    const limit = wishes.length === 0 ? settled : wishedLimit(problem, wishes, settled);
    if (limit !== undefined) limits.push({ day: at, ...limit });
  }
  return limits;
}

/** What is left of a day by wishes that must be met. */
function wishedLimit(
  { templates }: ShiftPlanProblem,
  wishes: readonly Wish[],
  settled: Limit | undefined,
): Limit {
  const isWished = (duty: Duty): boolean =>
    wishes.every(({ wants }) => {
      if (wants === 'off') return duty === 'off';
      if (duty === 'off') return false;
      return wants === 'work' || templates[duty]?.kind === wants.shiftKind;
    });
  const allows = settled?.allows ?? ['off', ...templates.keys()];
  const because = settled === undefined ? 'a wish' : `${settled.because}, and a wish`;
  return { allows: allows.filter(isWished), because };
}

type Limit = Omit<DayLimit, 'day'>;

function fixedLimit(problem: ShiftPlanProblem, { id }: Person, day: LocalDay): Limit | undefined {
  const found = problem.fixed.find((one) => one.person === id && one.day === day);
  return found && { allows: [dutyOf(problem, found)], because: 'fixed' };
}

const dutyOf = ({ templates }: ShiftPlanProblem, { duty }: Fixed): Duty =>
  duty === 'off' ? 'off' : placeOf(templates, duty.template);

function offLimit({ timeOff }: Person, day: LocalDay): Limit | undefined {
  const off = timeOff.find((one) => day >= one.from && day <= one.until);
  return off && { allows: ['off'], because: off.why };
}

function crewLimit(problem: ShiftPlanProblem, person: Person, day: LocalDay): Limit | undefined {
  for (const { rotation, crewOf } of problem.rotations) {
    const crew = crewOf.get(person.id);
    if (crew === undefined) continue;
    const change = problem.crewChanges?.find((one) => one.person === person.id && one.day === day);
    if (change !== undefined) return { allows: [dutyOf(problem, change)], because: 'changed since' };
    const shift = crewShift(rotation, crew, day);
    const off = shift && offAfter(person, day, shift);
    if (off !== undefined) return { allows: ['off'], because: `${off.why} on ${off.from}` };
    const duty: Duty = shift === undefined ? 'off' : placeOf(problem.templates, shift.id);
    return { allows: [duty], because: `${rotation.id}, ${crew}` };
  }
  return undefined;
}

/** Days off that a shift of an earlier day would reach into, in days of 24 hours. */
function offAfter({ timeOff }: Person, day: LocalDay, shift: ShiftTemplate): DaysOff | undefined {
  const [first, last] = [shift.startMinute, shift.startMinute + shift.lengthMinutes - 1].map((minute) =>
    addDays(day, Math.floor(minute / DAY_MINUTES)),
  );
  return timeOff.find(
    ({ from, until, sparesNightBefore }) =>
      sparesNightBefore !== true && (first ?? day) <= until && (last ?? day) >= from,
  );
}

/** Somebody whose days are free to be planned: what stands against some of the shifts of a day. */
function freeLimit(problem: ShiftPlanProblem, person: Person, day: LocalDay): Limit | undefined {
  const because = new Set<string>();
  const possible = problem.templates.flatMap((template, at): Duty[] => {
    const { startMinute, lengthMinutes } = template;
    const span = { fromMinute: startMinute, untilMinute: startMinute + lengthMinutes };
    const off = offAfter(person, day, template);
    if (off === undefined && isAvailable(person, day, span)) return [at];
    because.add(off === undefined ? 'outside their hours' : `${off.why} on ${off.from}`);
    return [];
  });
  return because.size === 0 ? undefined : { allows: ['off', ...possible], because: [...because].join(', ') };
}

function placeOf(templates: readonly ShiftTemplate[], id: string): number {
  const place = templates.findIndex((template) => template.id === id);
  if (place < 0)
    throw new RangeError(
      `expected one of the templates ${templates.map((one) => one.id).join(', ')}, got ${id}`,
    );
  return place;
}
