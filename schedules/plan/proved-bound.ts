import { addDays } from '#domain/local-day.ts';
import { HOUR_MS } from '#domain/time.ts';
import { effectivePresence } from '../people/effective-presence.ts';
import { freePeople } from './model/free-people.ts';
import { paidSpan } from './model/paid-span.ts';
import { worthToQueues } from './model/staff-groups.ts';
import type { AssessedPlan } from './assess/assess-plan.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';

export type BoundQuestion = {
  readonly problem: ShiftPlanProblem;
  readonly plan: AssessedPlan;
  /** A lower bound on the cost of coverage without names. */
  readonly bound: number | undefined;
};

/** A lower bound on the cost of any roster; undefined if none is proved. */
export function provedBound({ problem, plan, bound }: BoundQuestion): number | undefined {
  if (bound === undefined || !holdsHours(problem, plan)) return undefined;
  return Math.max(0, bound - mostSaved(problem) - mostMissed(problem));
}

/** Whether everybody who is planned freely works within the hours that the bound was worked out with. */
function holdsHours(problem: ShiftPlanProblem, { fairness }: AssessedPlan): boolean {
  const planned = new Map(fairness.map(({ person, plannedHours }) => [person, plannedHours]));
  return freePeople(problem).every((person) => {
    const { leastMs, mostMs } = paidSpan(problem, person);
    const hours = planned.get(person.id) ?? 0;
    return hours >= leastMs / HOUR_MS - 1e-9 && hours <= mostMs / HOUR_MS + 1e-9;
  });
}

/** What may be saved by people who carry another load than they were taken for: strengths are rounded, and those of trainees are of the middle of the plan. */
function mostMissed(problem: ShiftPlanProblem): number {
  return freePeople(problem).reduce((sum, person) => {
    const taken = new Map(worthToQueues(problem, person).map(({ queue, worth }) => [queue, worth]));
    const saved = problem.queues.flatMap(({ queue, underCost, overCost }) =>
      [problem.from, addDays(problem.until, -1)].map((day) => {
        const more = effectivePresence(person, queue, day) - (taken.get(queue) ?? 0);
        return more > 0 ? more * underCost : -more * overCost;
      }),
    );
    return sum + Math.max(0, ...saved) * (paidSpan(problem, person).mostMs / HOUR_MS);
  }, 0);
}

/** The most that sessions can save: people in them are not counted as surplus, and somebody who carries more than the usual load saves that much more. */
function mostSaved({ activities, queues, people }: ShiftPlanProblem): number {
  const hours = activities.reduce((sum, one) => sum + (one.people.length * one.lengthMinutes) / 60, 0);
  const overCost = Math.max(0, ...queues.map((queue) => queue.overCost));
  const most = Math.max(1, ...people.flatMap(({ skills }) => skills.map(({ proficiency }) => proficiency)));
  return hours * overCost * most;
}
