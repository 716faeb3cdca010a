import type { PlannedInterval } from '#domain/staffing-plan.ts';
import { rosterPeople } from '../shrinkage/roster-people.ts';
import type { Shrinkage } from '../shrinkage/shrinkage.ts';
import { spreadDeferred, type DeferredWork } from './spread-deferred.ts';

export type DeferredDay = {
  readonly plan: readonly PlannedInterval[];
  readonly work: readonly DeferredWork[];
  /** Agents are busy at most so much of their time, deferred work included: the rest is what lets them answer at once. */
  readonly mostOccupancy: number;
  readonly shrinkage: Shrinkage;
};

/**
 * A plan in which work that can wait fills the slack that live contacts leave, with people added where its due times ask for
 * them. It is taken for granted that deferred work is put down when a contact comes: what cannot be put down belongs in the
 * queue's own model (call-backs with a reserve). The figures stay those of the live contacts with the crew they need.
 */
export function planDeferred({
  plan,
  work,
  mostOccupancy,
  shrinkage,
}: DeferredDay): readonly PlannedInterval[] {
  if (!(mostOccupancy > 0 && mostOccupancy <= 1))
    throw new RangeError(`the most occupancy must be a share above 0, up to 1, got ${mostOccupancy}`);
  const [first] = plan;
  if (first === undefined) return [];
  const seconds = first.minutes * 60;
  const { doneSeconds, added } = spreadDeferred({
    slackSeconds: plan.map((one) => slackOf(one, mostOccupancy)),
    secondsPerPerson: seconds * mostOccupancy,
    work,
  });
  const larger = plan.map((one, at) => ({ ...one, required: one.required + (added[at] ?? 0) }));
  return rosterPeople(larger, shrinkage).map((one, at) => ({
    ...one,
    deferredSeconds: doneSeconds[at] ?? 0,
    addedForDeferred: added[at] ?? 0,
  }));
}

function slackOf({ required, minutes, figures }: PlannedInterval, mostOccupancy: number): number {
  return Math.max(0, required * minutes * 60 * (mostOccupancy - (figures?.occupancy ?? 0)));
}
