import { chooseAffordable } from './columns/choose-affordable.ts';
import { roundUp } from './problem/roster-cost-step.ts';
import type { Exchange } from './lines/exchange.ts';
import { explainConflicts, type RosterConflict } from './explain-conflicts.ts';
import { firstPlan } from './first-plan.ts';
import { generateColumns, type Duals, type Generation } from './columns/generate-columns.ts';
import { keepLines } from './columns/line-pool.ts';
import { boundLong } from './mix/long-bound.ts';
import { addColumns, openMaster, rosterColumn, type Master } from './columns/master.ts';
import { openRostering, type SearchTools } from './open-rostering.ts';
import { polish } from './parts/polish.ts';
import { quickPlans, type QuickPlans } from './mix/quick-plans.ts';
import type { Roster, RosterProblem } from './problem/roster-problem.ts';
import { isOver, planOf, type Plan, type Rostering } from './columns/rostering.ts';

export type SolveOptions = SearchTools & {
  readonly onProgress?: (progress: RosterProgress) => void;
  /** Other searches of the same problem, with other seeds. */
  readonly exchange?: Exchange;
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
  const rostering = openRostering(problem, options, begunAt);
  const plan = firstPlan(rostering);
  if (plan === undefined) return withoutPlan(problem, rostering);
  const state: State = { plan, lowerBound: -Infinity };
  const tell = (): RosterProgress => progressOf(state, options.clock() - begunAt);
  const better = (found: Plan): void => {
    if (found.cost >= state.plan.cost) return;
    state.plan = found;
    options.exchange?.offer(
      found.cost,
      found.columns.map(({ line }) => line),
    );
    options.onProgress?.(tell());
  };
  options.onProgress?.(tell());
  const other = (cost: number): Plan | undefined => otherPlan(rostering, options, cost);
  const limits = { days: problem.days, onBetter: better, onProved: () => prove(state), other };
  const duals = relax(rostering, problem, state, { better, tell: () => options.onProgress?.(tell()) });
  const { plan: begun, lowerBound } = state;
  polish(rostering, begun, { ...limits, lowerBound, ...(duals === undefined ? {} : { duals }) });
  const theirs = other(state.plan.cost);
  if (theirs !== undefined) better(theirs);
  return { kind: 'roster', ...tell(), roster: rosterOf(state.plan) };
}

/** The plan of another search, when it costs less. */
function otherPlan({ book, models }: Rostering, { exchange }: SolveOptions, cost: number): Plan | undefined {
  const lines = exchange?.below(cost);
  if (lines === undefined) return undefined;
  const columns = models.flatMap((model) => {
    const line = lines[model.person];
    return line === undefined ? [] : [rosterColumn(book, model, line)];
  });
  return planOf(book, columns);
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

/** Plans and a bound within seconds, then the exact bound by column generation, and a proof where it is near. */
function relax(
  rostering: Rostering,
  problem: RosterProblem,
  state: State,
  { better, tell }: Tidings,
): Duals | undefined {
  const { pricers, secondsLeft, step } = rostering;
  const raise = ({ bound }: { readonly bound: number }): void => {
    state.lowerBound = Math.max(state.lowerBound, roundUp(bound, step));
    tell();
  };
  if (pricers.includes(undefined)) {
    const until = secondsLeft() * (1 - LONG_BOUND_SHARE);
    const isLate = (): boolean => secondsLeft() < until || isOver(rostering);
    return boundLong(rostering, problem, state.plan, { isOver: isLate, onRound: raise })?.duals;
  }
  const quick = quickPlans(rostering, {
    begin: state.plan,
    seconds: {
      ascent: secondsLeft() * ASCENT_SHARE,
      dives: secondsLeft() * DIVES_SHARE,
      remix: secondsLeft() * REMIX_SHARE,
    },
    onRound: raise,
    onPlan: better,
  });
  if (state.plan.cost <= state.lowerBound || isOver(rostering)) return quick.ascent.duals;
  return closeRelaxation(rostering, quick, { state, better }, raise) ?? quick.ascent.duals;
}

type Tidings = { readonly better: (plan: Plan) => void; readonly tell: () => void };

/** Column generation from the lines of the quick plans, and the integer program where it came to its end. */
function closeRelaxation(
  rostering: Rostering,
  { ascent, mix }: QuickPlans,
  outcome: Outcome,
  onRound: (generation: Generation) => void,
): Duals | undefined {
  const { solver, book, pricers, pool, secondsLeft, isCancelled, step } = rostering;
  const master = openMaster(solver, book, [...pricers.keys()], new Int32Array(book.required.length));
  try {
    addColumns(master, outcome.state.plan.columns);
    addColumns(
      master,
      mix.parts.flatMap((own) => own.map(({ column }) => column)),
    );
    const until = secondsLeft() * (1 - LINEAR_SHARE);
    const generation = generateColumns(master, {
      pricers,
      mostRounds: Infinity,
      linesEach: 2,
      step,
      center: ascent.duals.demands,
      isOver: () => secondsLeft() < until || isCancelled(),
      secondsLeft,
      onRound,
    });
    if (generation === undefined) return undefined;
    keepLines(pool, master.columns);
    onRound(generation);
    closeGap(rostering, master, generation, outcome);
    return generation.duals;
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

/** Of what is left of the time, at most so much goes into each. */
const ASCENT_SHARE = 0.15;
const DIVES_SHARE = 0.1;
const REMIX_SHARE = 0.4;
/** Where lines are too long for the rest. */
const LONG_BOUND_SHARE = 0.2;
const LINEAR_SHARE = 0.45;

function progressOf({ plan, lowerBound }: State, seconds: number): RosterProgress {
  const { cost } = plan;
  const missing = Math.max(0, cost - lowerBound);
  const gap = missing === 0 ? 0 : missing / Math.abs(cost);
  return { seconds, cost, lowerBound: Math.min(lowerBound, cost), gap };
}

function rosterOf({ columns }: Plan): Roster {
  return columns.map(({ line }) => Array.from(line, (option) => (option === 0 ? 'off' : option - 1)));
}
