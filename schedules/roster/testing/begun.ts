import { firstPlan } from '../first-plan.ts';
import { openRostering } from '../open-rostering.ts';
import type { RosterProblem } from '../problem/roster-problem.ts';
import type { Plan, Rostering } from '../columns/rostering.ts';

/** A search of the problem that has just begun, with its first plan where there is one, and without a solver. */
export function begun(
  problem: RosterProblem,
  seed: number,
): { readonly rostering: Rostering; readonly begin: Plan | undefined } {
  const solver = {
    open: () => {
      throw new Error('nothing here needs a linear program');
    },
  };
  // Time passes by the look at it.
  let now = 0;
  const clock = (): number => (now += 0.1);
  const rostering = openRostering(problem, { solver, clock, seconds: 1_000, seed }, 0);
  return { rostering, begin: firstPlan(rostering, () => true) };
}
