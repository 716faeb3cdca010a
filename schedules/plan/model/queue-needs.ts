import type { QueueNeed } from '../../coverage/model/coverage-problem.ts';
import type { ShiftPlanProblem } from './shift-plan-problem.ts';

/** What the queues of a problem need, in the terms of coverage; with those who are there whatever is planned, by queue. */
export function queueNeeds(
  { queues }: ShiftPlanProblem,
  alreadyThere: ReadonlyMap<string, readonly number[]>,
): readonly QueueNeed[] {
  return queues.map(({ queue, required, underCost, overCost, least }): QueueNeed => {
    const there = alreadyThere.get(queue);
    return {
      queue,
      required,
      underCost: required.map(() => underCost),
      overCost: required.map(() => overCost),
      least: required.map((people) => (people > 0 ? least : 0)),
      ...(there === undefined ? {} : { alreadyThere: there }),
    };
  });
}
