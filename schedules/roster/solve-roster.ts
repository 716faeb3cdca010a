import { closeRelaxation } from './close-relaxation.ts';
import type { Duals } from './columns/generate-columns.ts';
import { rosterColumn } from './columns/master.ts';
import { isOver, planOf, seesAllLines, type Plan, type Rostering } from './columns/rostering.ts';
import { explainConflicts, type RosterConflict } from './explain-conflicts.ts';
import { firstPlan } from './first-plan.ts';
import { tableSize } from './lines/completion-table.ts';
import type { Exchange } from './lines/exchange.ts';
import { followFree } from './mix/follow-free.ts';
import { endAfter, freeAscent, type FreeAscent } from './mix/free-ascent.ts';
import { quickPlans } from './mix/quick-plans.ts';
import { withCorridors } from './mix/with-corridors.ts';
import { openRostering, type SearchTools } from './open-rostering.ts';
import { polish } from './parts/polish.ts';
import type { Roster, RosterProblem } from './problem/roster-problem.ts';
import { isProved, openStanding, type Standing } from './standing.ts';

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
  const opened = openRostering(problem, options, begunAt);
  const free = boundFree(opened);
  const rostering = free === undefined ? opened : withCorridors(opened, free.mix);
  const first = firstPlan(rostering, () => true) ?? stubbornPlan(problem, rostering);
  if (!('columns' in first)) return first;
  const standing = openStanding({
    plan: first,
    lowerBound: leastCost(problem),
    step: rostering.step,
    onBetter: ({ cost, columns }) => {
      options.exchange?.offer(
        cost,
        columns.map(({ line }) => line),
      );
      options.onProgress?.(tell());
    },
    onRaised: () => options.onProgress?.(tell()),
  });
  const tell = (): RosterProgress => progressOf(standing, options.clock() - begunAt);
  options.onProgress?.(tell());
  search(rostering, free, standing, {
    days: problem.days,
    other: (cost) => otherPlan(rostering, options, cost),
  });
  return { kind: 'roster', ...tell(), roster: rosterOf(standing.plan) };
}

/** A bound by prices alone, where tables of all sums would take too long. */
function boundFree(rostering: Rostering): FreeAscent | undefined {
  const { pricers } = rostering;
  let values = 0;
  for (const pricer of pricers)
    values +=
      pricer === undefined ? Infinity : pricer.prepared === undefined ? 0 : tableSize(pricer.prepared.space);
  if (values <= MANY_VALUES) return undefined;
  return freeAscent(rostering, { isOver: endAfter(rostering, rostering.secondsLeft() * FREE_SHARE) });
}

/**
 * Of everybody's tables together: filling them all takes about a second, and whole lines are nearer to the best than prices alone as long as that is
 * little of the time (28 days of 60 people on 10 shifts have 26 million, of 120 on 18 shifts 70 million).
 */
const MANY_VALUES = 100_000_000;
const FREE_SHARE = 0.15;

/** A plan as long as time is left, unless somebody's rules contradict each other. */
function stubbornPlan(
  problem: RosterProblem,
  rostering: Rostering,
): Plan | Exclude<RosterAnswer, { kind: 'roster' }> {
  if (rostering.secondsLeft() <= 0) return { kind: 'none' };
  const because = explainConflicts(problem);
  if (because.length > 0) return { kind: 'infeasible', because };
  return firstPlan(rostering, () => isOver(rostering)) ?? { kind: 'none' };
}

/** What every roster costs at least: nothing, as long as no weight is below 0. */
function leastCost({ people, demands }: RosterProblem): number {
  const isPositive =
    demands.every(({ underCost, overCost }) => underCost >= 0 && overCost >= 0) &&
    people.every(({ requests }) => requests.every(({ weight }) => weight >= 0));
  return isPositive ? 0 : -Infinity;
}

type Others = { readonly days: number; readonly other: (cost: number) => Plan | undefined };

/** Good plans within seconds, and then part by part until the time is over or the plan is proved to be best. */
function search(
  rostering: Rostering,
  free: FreeAscent | undefined,
  standing: Standing,
  { days, other }: Others,
): void {
  const duals = free === undefined ? relax(rostering, standing) : follow(rostering, free, standing);
  polish(rostering, standing.plan, {
    days,
    other,
    duals,
    lowerBound: standing.lowerBound,
    onBetter: standing.better,
    onProved: () => standing.raise(standing.plan.cost),
  });
  const theirs = other(standing.plan.cost);
  if (theirs !== undefined) standing.better(theirs);
}

function follow(rostering: Rostering, free: FreeAscent, standing: Standing): Duals {
  standing.raise(free.ascent.bound);
  followFree(rostering, free, {
    seconds: rostering.secondsLeft() * FOLLOW_SHARE,
    isDone: () => isProved(standing),
    onPlan: standing.better,
  });
  return free.ascent.duals;
}

/** Plans and a bound within seconds, then the exact bound by column generation, and a proof where it is near. */
function relax(rostering: Rostering, standing: Standing): Duals | undefined {
  const { secondsLeft } = rostering;
  const quick = quickPlans(rostering, {
    begin: standing.plan,
    lowerBound: standing.lowerBound,
    seconds: {
      ascent: secondsLeft() * ASCENT_SHARE,
      dives: secondsLeft() * DIVES_SHARE,
      remix: secondsLeft() * REMIX_SHARE,
    },
    onRound: ({ bound }) => standing.raise(bound),
    onPlan: standing.better,
  });
  if (isProved(standing) || isOver(rostering) || !seesAllLines(rostering)) return quick.ascent.duals;
  return closeRelaxation(rostering, quick, standing) ?? quick.ascent.duals;
}

/** Of what is left of the time, at most so much goes into each. */
const FOLLOW_SHARE = 0.1;
const ASCENT_SHARE = 0.15;
const DIVES_SHARE = 0.1;
const REMIX_SHARE = 0.4;

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

function progressOf({ plan, lowerBound }: Standing, seconds: number): RosterProgress {
  const { cost } = plan;
  const missing = Math.max(0, cost - lowerBound);
  const gap = missing === 0 ? 0 : missing / Math.abs(cost);
  return { seconds, cost, lowerBound, gap };
}

function rosterOf({ columns }: Plan): Roster {
  return columns.map(({ line }) => Array.from(line, (option) => (option === 0 ? 'off' : option - 1)));
}
