import { HOUR_MS } from '#domain/time.ts';
import type { PlacedShift } from '../../coverage/market/placed-shift.ts';
import type { RosterDemand } from '../../roster/problem/roster-problem.ts';
import { paidMs, type ShiftTemplate } from '../../shift-template.ts';
import type { PlanDay } from '../model/plan-days.ts';
import { startInterval } from '../model/presence.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import type { StaffGroup } from '../model/staff-groups.ts';

export type DemandQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly groups: readonly StaffGroup[];
  /** What coverage wants, without names. */
  readonly wanted: readonly PlacedShift[];
};

/** How many people of each group each shift of each day wants; a shift that nobody wants costs what its hours cost too much. */
export function wantedDemands({ problem, days, groups, wanted }: DemandQuestion): readonly RosterDemand[] {
  const counts = new Map<string, number>();
  for (const { duty, start } of wanted) {
    const key = `${duty.group} ${duty.kind.name} ${start}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const place = new Map(problem.people.map(({ id }, at) => [id, at]));
  return groups.flatMap((group, at) => {
    const people = group.people.flatMap(({ id }) => place.get(id) ?? []);
    return days.flatMap((day, dayAt) =>
      problem.templates.map((template, shift): RosterDemand => {
        const key = `${at} ${template.kind} ${startInterval(problem, days, { day: day.day, template })}`;
        return {
          day: dayAt,
          shifts: [shift],
          people,
          required: counts.get(key) ?? 0,
          ...costsOf(problem, group, template),
        };
      }),
    );
  });
}

/** A shift missing costs its hours of the dearest queue it could have served. */
function costsOf(
  { queues }: ShiftPlanProblem,
  group: StaffGroup,
  template: ShiftTemplate,
): { readonly underCost: number; readonly overCost: number } {
  const hours = paidMs(template) / HOUR_MS;
  const served = new Set(group.people.flatMap(({ skills }) => skills.map(({ queue }) => queue)));
  const own = queues.filter(({ queue }) => served.has(queue));
  return {
    underCost: hours * Math.max(0, ...own.map(({ underCost }) => underCost)),
    overCost: hours * Math.min(Infinity, ...own.map(({ overCost }) => overCost)),
  };
}
