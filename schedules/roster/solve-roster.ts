import type { LinearSolver } from '../linear-solver.ts';
import { chanceOf } from './chance.ts';
import { chooseAffordable } from './choose-affordable.ts';
import { costStep, roundUp } from './cost-step.ts';
import { demandBook } from './demand-book.ts';
import { dive } from './dive.ts';
import { explainConflicts, type RosterConflict } from './explain-conflicts.ts';
import { firstPlan } from './first-plan.ts';
import { generateColumns, type Generation } from './generate-columns.ts';
import { wholeLinePricer, priceLines, tableRoom } from './line-pricer.ts';
import { addColumns, openMaster, rosterColumn, type Master } from './master.ts';
import { personModel } from './person-model.ts';
import { polish } from './polish.ts';
import type { Roster, RosterProblem } from './roster-problem.ts';
import { isOver, planOf, type Plan, type Rostering } from './rostering.ts';

export type SolveOptions = {
  readonly solver: LinearSolver;
  /** A clock in seconds, from any beginning. */
  readonly clock: () => number;
  readonly seconds: number;
  readonly seed: number;
  readonly onProgress?: (progress: RosterProgress) => void;
  readonly isCancelled?: () => boolean;
};

export type RosterProgress = {
  readonly seconds: number;
  /** Cost of the best roster so far. */
  readonly cost: number;
  /** No roster costs less. */
  readonly lowerBound: number;
  /** (cost − lower bound) / cost; 0 when the roster is proved to be best. */
  readonly gap: number;
};

export type RosterAnswer =
  | (RosterProgress & { readonly kind: 'roster'; readonly roster: Roster })
  /** Somebody cannot be given any line of shifts. */
  | { readonly kind: 'infeasible'; readonly because: readonly RosterConflict[] }
  /** Time was up before there was a roster; nothing is known against there being one. */
  | { readonly kind: 'none' };

/** The best roster that was found in time, and how far from the best possible it is at most. */
export function solveRoster(problem: RosterProblem, options: SolveOptions): RosterAnswer {
  const begunAt = options.clock();
  const rostering = prepare(problem, options, begunAt);
  const plan = firstPlan(rostering);
  if (plan === undefined) return withoutPlan(problem, rostering);
  const state: State = { plan, lowerBound: -Infinity };
  const tell = (): RosterProgress => progressOf(state, options.clock() - begunAt);
  const better = (found: Plan): void => {
    if (found.cost >= state.plan.cost) return;
    state.plan = found;
    options.onProgress?.(tell());
  };
  options.onProgress?.(tell());
  const limits = { days: problem.days, onBetter: better, onProved: () => prove(state) };
  const generation = relax(rostering, state, better, () => options.onProgress?.(tell()));
  const { duals } = generation ?? {};
  const { plan: begun, lowerBound } = state;
  polish(rostering, begun, { ...limits, lowerBound, ...(duals === undefined ? {} : { duals }) });
  return { kind: 'roster', ...tell(), roster: rosterOf(state.plan) };
}

function prove(state: State): void {
  state.lowerBound = state.plan.cost;
}

function withoutPlan(problem: RosterProblem, rostering: Rostering): RosterAnswer {
  if (rostering.secondsLeft() <= 0) return { kind: 'none' };
  const because = explainConflicts(problem);
  return because.length === 0 ? { kind: 'none' } : { kind: 'infeasible', because };
}

type State = { plan: Plan; lowerBound: number };

function prepare(problem: RosterProblem, options: SolveOptions, begunAt: number): Rostering {
  const { solver, clock, seconds, seed, isCancelled = () => false } = options;
  const room = tableRoom();
  const models = problem.people.map((_, person) => personModel(problem, person));
  return {
    solver,
    book: demandBook(problem),
    models,
    pricers: models.map((model) => wholeLinePricer(model, room)),
    room,
    chance: chanceOf(seed),
    secondsLeft: () => seconds - (clock() - begunAt),
    isCancelled,
    step: costStep(problem),
  };
}

/** The bound of the whole problem by column generation, and the plan that a dive from there leads to. */
function relax(
  rostering: Rostering,
  state: State,
  better: (plan: Plan) => void,
  tell: () => void,
): Generation | undefined {
  const { solver, book, pricers, secondsLeft, isCancelled, step } = rostering;
  if (pricers.includes(undefined) || state.plan.cost <= state.lowerBound) return undefined;
  const people = [...pricers.keys()];
  const master = openMaster(solver, book, people, new Int32Array(book.required.length));
  try {
    addColumns(master, state.plan.columns);
    addOwnBest(rostering, master);
    const until = secondsLeft() * (1 - MOST_SHARE);
    const generation = generateColumns(master, {
      pricers,
      mostRounds: Infinity,
      linesEach: 2,
      step,
      isOver: () => secondsLeft() < until || isCancelled(),
      secondsLeft,
      onRound: ({ bound }) => {
        state.lowerBound = Math.max(state.lowerBound, roundUp(bound, step));
        tell();
      },
    });
    if (generation === undefined) return undefined;
    state.lowerBound = Math.max(state.lowerBound, roundUp(generation.bound, step));
    const limits = { below: state.plan.cost, seconds: secondsLeft() * DIVE_SHARE };
    const dived = dive(rostering, master, generation, limits);
    if (dived !== undefined) better(planOf(book, dived.columns));
    closeGap(rostering, master, generation, { state, better });
    return generation;
  } finally {
    master.program.close();
  }
}

type Outcome = { readonly state: State; readonly better: (plan: Plan) => void };

/** Where few lines can still pay, one integer program over all of them ends the search with a proof. */
function closeGap(
  rostering: Rostering,
  master: Master,
  generation: Generation,
  { state, better }: Outcome,
): void {
  if (state.plan.cost <= state.lowerBound || isOver(rostering)) return;
  const seconds = Math.max(0.1, rostering.secondsLeft() * MOST_PROOF);
  const limits = { generation, known: state.plan, seconds, onlyWhole: true };
  const { choice, isSettled } = chooseAffordable(rostering, master, limits);
  if (choice !== undefined) better(planOf(rostering.book, choice.columns));
  if (isSettled) state.lowerBound = state.plan.cost;
}

const MOST_PROOF = 0.25;

/** Of all the time, at most so much goes into the bound; of what is left then, so much into the dive. */
const MOST_SHARE = 0.4;
const DIVE_SHARE = 0.4;

/** Every person's cheapest line by their own requests. */
function addOwnBest({ book, pricers }: Rostering, master: Master): void {
  for (const pricer of pricers) {
    if (pricer === undefined) continue;
    const { lines } = priceLines(pricer, pricer.model.cost, {
      below: Infinity,
      mostLines: 1,
      mostSteps: 20_000,
    });
    addColumns(
      master,
      lines.map(({ line }) => rosterColumn(book, pricer.model, line)),
    );
  }
}

function progressOf({ plan, lowerBound }: State, seconds: number): RosterProgress {
  const { cost } = plan;
  const missing = Math.max(0, cost - lowerBound);
  const gap = missing === 0 ? 0 : missing / Math.abs(cost);
  return { seconds, cost, lowerBound: Math.min(lowerBound, cost), gap };
}

function rosterOf({ columns }: Plan): Roster {
  return columns.map(({ line }) => Array.from(line, (option) => (option === 0 ? 'off' : option - 1)));
}
