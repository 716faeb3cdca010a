import type { Roster } from '../../roster/problem/roster-problem.ts';
import type { NamedShift } from '../model/person-times.ts';
import type { PlanDay } from '../model/plan-days.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';

/** A roster of places as shifts of people. */
export function shiftsOf(
  problem: ShiftPlanProblem,
  days: readonly PlanDay[],
  roster: Roster,
): readonly NamedShift[] {
  return problem.people.flatMap(({ id }, at) =>
    (roster[at] ?? []).flatMap((duty, dayAt): NamedShift[] => {
      const day = days[dayAt]?.day;
      const template = duty === 'off' ? undefined : problem.templates[duty];
      return day === undefined || template === undefined
        ? []
        : [{ person: id, day, template, breakStarts: [] }];
    }),
  );
}
