import type { CoverageProblem } from '../../coverage/model/coverage-problem.ts';
import { contradictions } from '../contradictions/contradictions.ts';
import { placeBreaks } from '../improve/place-breaks.ts';
import type { NamedShift } from '../model/person-times.ts';
import { planDays, type PlanDay } from '../model/plan-days.ts';
import { presenceOf } from '../model/presence.ts';
import { carriedIn, rigidShifts } from '../model/rigid-shifts.ts';
import type { ShiftPlanProblem } from '../model/shift-plan-problem.ts';
import { staffGroups, type StaffGroup } from '../model/staff-groups.ts';
import { coverageProblemOf } from '../pose/coverage-problem-of.ts';

/** What stands before anything is planned, and the question that is left. */
export type SettledPlan = {
  readonly kind: 'settled';
  readonly problem: ShiftPlanProblem;
  readonly days: readonly PlanDay[];
  readonly groups: readonly StaffGroup[];
  /** Shifts of rotations, and those that are fixed. */
  readonly rigid: readonly NamedShift[];
  /** The same with their breaks, and shifts of the day before that reach into the first one. */
  readonly before: readonly NamedShift[];
  readonly coverage: CoverageProblem;
};

export type Contradiction = { readonly kind: 'infeasible'; readonly because: readonly string[] };

/** Sentences where the problem contradicts itself; otherwise the shifts that stand, and the coverage that is still wanted. */
export function settle(problem: ShiftPlanProblem): SettledPlan | Contradiction {
  const days = planDays(problem.zone, problem.from, problem.until, problem.intervalMinutes);
  const because = contradictions(problem, days);
  if (because.length > 0) return { kind: 'infeasible', because };
  const groups = staffGroups(problem);
  const rigid = rigidShifts(problem, days);
  const before = [...carriedIn(problem), ...placeBreaks(problem, days, rigid)];
  const presence = presenceOf(problem, days, before);
  const alreadyThere = new Map([...presence].map(([queue, there]) => [queue, [...there]]));
  const coverage = coverageProblemOf({ problem, days, groups, alreadyThere });
  return { kind: 'settled', problem, days, groups, rigid, before, coverage };
}
