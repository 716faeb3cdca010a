import type { LinearSolver } from '../solver/linear-solver.ts';
import { chanceOf } from '../chance.ts';
import { rosterCostStep } from './problem/roster-cost-step.ts';
import { demandBook } from './lines/demand-book.ts';
import { tableRoom, wholeLinePricer } from './lines/line-pricer.ts';
import { personModel } from './lines/person-model.ts';
import type { RosterProblem } from './problem/roster-problem.ts';
import type { Rostering } from './columns/rostering.ts';

export type SearchTools = {
  readonly solver: LinearSolver;
  /** A clock in seconds, from any beginning. */
  readonly clock: () => number;
  readonly seconds: number;
  readonly seed: number;
  readonly isCancelled?: () => boolean;
};

/** The problem made ready for a search that began at a moment of the clock. */
export function openRostering(problem: RosterProblem, tools: SearchTools, begunAt: number): Rostering {
  const { solver, clock, seconds, seed, isCancelled = () => false } = tools;
  const room = tableRoom();
  const models = problem.people.map((_, person) => personModel(problem, person));
  return {
    solver,
    book: demandBook(problem),
    models,
    pricers: models.map((model) => wholeLinePricer(model, room, QUICK_VALUES)),
    room,
    pool: new Map(),
    chance: chanceOf(seed),
    secondsLeft: () => seconds - (clock() - begunAt),
    isCancelled,
    step: rosterCostStep(problem),
  };
}

/** A table that is filled in some milliseconds. */
const QUICK_VALUES = 1_000_000;
