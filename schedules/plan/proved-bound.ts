import { effectivePresence } from '../people/effective-presence.ts';
import type { AssessedPlan } from './model/assess-plan.ts';
import type { NamedShift } from './model/person-times.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';

export type BoundQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly plan: AssessedPlan;
  /** A lower bound on the cost of coverage without names, with the minimum staffing weighed in. */
  readonly bound: number | undefined;
};

/** A lower bound on the cost of any roster that keeps the minimum staffing; undefined if none is proved. */
export function provedBound({ problem, plan, bound }: BoundQuestion): number | undefined {
  if (bound === undefined || !holdsLeast(problem, plan)) return undefined;
  return Math.max(0, bound - mostSaved(problem));
}

/** Whether a shift that is settled beforehand is worked by somebody with several skills: counted in one queue, they might do more in another, so nothing is proved. */
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

/** The most that sessions can save: people in them are not counted as surplus, and somebody who carries more than the usual load saves that much more. */
function mostSaved({ activities, queues, people }: ShiftPlanProblem): number {
  const hours = activities.reduce((sum, one) => sum + (one.people.length * one.lengthMinutes) / 60, 0);
  const overCost = Math.max(0, ...queues.map((queue) => queue.overCost));
  const most = Math.max(1, ...people.flatMap(({ skills }) => skills.map(({ proficiency }) => proficiency)));
  return hours * overCost * most;
}
