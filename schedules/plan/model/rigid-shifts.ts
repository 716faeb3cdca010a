import { addDays } from '#domain/local-day.ts';
import { daysOffMet } from '../../people/days-off.ts';
import { shiftSpan } from '../../shift-template.ts';
import type { NamedShift } from './person-times.ts';
import type { PlanDay } from './plan-days.ts';
import { crewShift } from '../../rotations/rotation.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** Shifts that stand before anything is planned: of rotations, on the days that nothing else has taken, and those that are fixed. */
export function rigidShifts(problem: ShiftPlanProblem, days: readonly PlanDay[]): readonly NamedShift[] {
  const byId = new Map(problem.templates.map((template) => [template.id, template]));
  const settled = [...problem.fixed, ...(problem.crewChanges ?? [])];
  const fixed = settled.flatMap(({ person, day, duty }): NamedShift[] => {
    const template = duty === 'off' ? undefined : byId.get(duty.template);
    return template === undefined ? [] : [{ person, day, template, breakStarts: [] }];
  });
  const taken = new Set(settled.map(({ person, day }) => `${person} ${day}`));
  const crewed = problem.rotations.flatMap(({ rotation, crewOf }) =>
    [...crewOf].flatMap(([person, crew]) =>
      days.flatMap(({ day }): NamedShift[] => {
        const template = crewShift(rotation, crew, day);
        if (template === undefined || taken.has(`${person} ${day}`)) return [];
        const who = problem.people.find(({ id }) => id === person);
        const lying = { day, ...shiftSpan(template, day, problem.zone) };
        if (who !== undefined && daysOffMet(who, lying, problem.zone) !== undefined) return [];
        return [{ person, day, template, breakStarts: [] }];
      }),
    ),
  );
  return [...fixed, ...crewed];
}

/** Shifts of the day before the plan, as lived or as a rotation has them: their nights reach into it. */
export function carriedIn(problem: ShiftPlanProblem): readonly NamedShift[] {
  const day = addDays(problem.from, -1);
  const byId = new Map(problem.templates.map((template) => [template.id, template]));
  const lived = problem.lived.flatMap((shift): NamedShift[] => {
    const template = byId.get(shift.template);
    return template === undefined || shift.day !== day
      ? []
      : [{ person: shift.person, day, template, breakStarts: [] }];
  });
  const known = new Set(lived.map(({ person }) => person));
  const crewed = problem.rotations.flatMap(({ rotation, crewOf }) =>
    [...crewOf].flatMap(([person, crew]): NamedShift[] => {
      const template = crewShift(rotation, crew, day);
      return template === undefined || known.has(person) ? [] : [{ person, day, template, breakStarts: [] }];
    }),
  );
  return [...lived, ...crewed];
}
