import { chanceOf } from '../chance.ts';
import { costStep } from '../cost-step.ts';
import { demandBook } from '../demand-book.ts';
import { firstPlan } from '../first-plan.ts';
import { tableRoom, wholeLinePricer } from '../lines/line-pricer.ts';
import { personModel } from '../lines/person-model.ts';
import type { RosterProblem } from '../roster-problem.ts';
import type { Plan, Rostering } from '../rostering.ts';

/** A search of the problem that has just begun, with its first plan where there is one, and without a solver. */
export function begun(
  problem: RosterProblem,
  seed: number,
): { readonly rostering: Rostering; readonly begin: Plan | undefined } {
  let seconds = 0;
  const room = tableRoom();
  const models = problem.people.map((_, person) => personModel(problem, person));
  const rostering: Rostering = {
    solver: {
      open: () => {
        throw new Error('nothing here needs a linear program');
      },
    },
    book: demandBook(problem),
    models,
    pricers: models.map((model) => wholeLinePricer(model, room)),
    room,
    pool: new Map(),
    chance: chanceOf(seed),
    // Time passes by the look at it.
    secondsLeft: () => 1_000 - (seconds += 0.1),
    isCancelled: () => false,
    step: costStep(problem),
  };
  return { rostering, begin: firstPlan(rostering) };
}
