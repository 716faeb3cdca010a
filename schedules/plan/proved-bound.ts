import { effectivePresence } from '../people/effective-presence.ts';
import type { AssessedPlan } from './assess-plan.ts';
import type { NamedShift } from './model/person-times.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';

export type BoundQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly plan: AssessedPlan;
  /** What no anonymous plan costs less than, least presence weighed in. */
  readonly bound: number | undefined;
};

/** What no roster costs less than that holds the least presence; undefined where nothing is proved, for this one does not hold it either. */
export function provedBound({ problem, plan, bound }: BoundQuestion): number | undefined {
  if (bound === undefined || !holdsLeast(problem, plan)) return undefined;
  return Math.max(0, bound - mostSaved(problem));
}

/** Whether somebody with several skills stands beforehand, seated in one queue at a time: elsewhere they might have done more. */
export function isSeatedBefore(problem: ShiftPlanProblem, before: readonly NamedShift[]): boolean {
  return before.some((shift) => isFlexible(problem, shift));
}

function holdsLeast({ queues }: ShiftPlanProblem, { coverage }: AssessedPlan): boolean {
  const least = new Map(queues.map((need) => [need.queue, need.least]));
  return coverage.every(
    ({ queue, required, present }) => required === 0 || present >= (least.get(queue) ?? 0) - 1e-9,
  );
}

function isFlexible({ people, queues }: ShiftPlanProblem, { person, day }: NamedShift): boolean {
  const who = people.find(({ id }) => id === person);
  const able = queues.filter(({ queue }) => who !== undefined && effectivePresence(who, queue, day) > 0);
  return able.length > 1;
}

/** People in sessions are not too many meanwhile, and one who carries more than a usual load saves that much more. */
function mostSaved({ activities, queues, people }: ShiftPlanProblem): number {
  const hours = activities.reduce((sum, one) => sum + (one.people.length * one.lengthMinutes) / 60, 0);
  const overCost = Math.max(0, ...queues.map((queue) => queue.overCost));
  const most = Math.max(1, ...people.flatMap(({ skills }) => skills.map(({ proficiency }) => proficiency)));
  return hours * overCost * most;
}
