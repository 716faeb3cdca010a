import type { LinearSolver } from '../../solver/linear-solver.ts';
import { ceilToLattice, type CostLattice } from '../model/cost-lattice.ts';
import { skillPools } from '../model/skill-pools.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { openDayPrices, type DayPrices } from '../days/day-prices.ts';
import type { DutyCounts } from '../rows/duty-counts.ts';
import { nearTours } from './near-tours.ts';
import { solveMaster, sumOf, type Cut, type Master } from '../rows/tour-master.ts';

export type ToursQuestion = {
  readonly problem: CoverageProblem;
  /** The week of the bound, in fractions. */
  readonly counts: readonly DutyCounts[];
  readonly held: readonly (readonly number[])[];
  /** What days in whole people can cost, where that is known. */
  readonly lattice: CostLattice | undefined;
  /** Asked before each round. */
  readonly isOver: () => boolean;
};

/** Near enough: the days' own whole numbers cost more. */
const GAP = 3e-4;
/** And near enough for the steps of the days' costs to matter more. */
const STEP_GAP = 1.5e-3;
const MOST_ROUNDS = 12;
const MOST_STEP_ROUNDS = 6;
/** What the master is asked for is a part of what is still missing: its lines are no better than that. */
const MASTER_PART = 0.25;
const MASTER_GAPS = { least: 2e-4, most: 5e-3 };
/** A day seldom comes out in whole people right at the cost of its fractions: this share of a step is left to it. */
const MARGIN_SHARE = 0.1;

/**
 * Whole numbers of people for every day that add up to whole weeks and whose days cost least: Benders' decomposition
 * (1962), a day's cost being a convex function of few numbers. Then a few people are moved so that days cost little
 * more than what whole people can. Undefined when time was over before there were any.
 */
export function searchTours(solver: LinearSolver, question: ToursQuestion): Master | undefined {
  if (question.isOver()) return undefined;
  const prices = openDayPrices(solver, question);
  const days = prices.places.flatMap((places, day) => (places.length === 0 ? [] : [{ day, places }]));
  const { cuts } = prices;
  const fractions = question.counts.map(({ settled }) => sumOf(settled));
  for (const { day, places } of days) prices.price(day, pick(fractions, places));
  const search: Search = { ...question, solver, days, cuts, prices };
  const first = searchRounds(search, nearTours(solver, question), false);
  const best = question.lattice === undefined ? first : (searchRounds(search, first, true) ?? first);
  prices.close();
  return best;
}

type Search = ToursQuestion & {
  readonly solver: LinearSolver;
  readonly days: readonly { readonly day: number; readonly places: readonly number[] }[];
  readonly cuts: readonly Cut[];
  readonly prices: DayPrices;
};

function pick(totals: readonly number[], places: readonly number[]): number[] {
  return places.map((place) => totals[place] ?? 0);
}

/** Rounds of master and prices, from tours that are known; those that mind the steps stay around the best of them. */
function searchRounds(search: Search, from: Master | undefined, mindsSteps: boolean): Master | undefined {
  const { solver, problem, counts, cuts, days, isOver } = search;
  const lattice = mindsSteps ? search.lattice : undefined;
  const margin = MARGIN_SHARE * (lattice?.step ?? 0);
  const fraction = sumOf(cuts.slice(0, days.length).map(({ cost }) => cost));
  const enough = mindsSteps || search.lattice === undefined ? GAP : STEP_GAP;
  const judge = (tours: Master): number => {
    const now = days.map(({ day, places }) => search.prices.price(day, pick(tours.totals, places)));
    return sumOf(now.map((price) => costOf(search, { price, tours, margin, lattice })));
  };
  let best = from;
  let least = from === undefined ? Infinity : judge(from);
  if (mindsSteps && from !== undefined) priceNeighbours(search, from.totals);
  const most = mindsSteps ? MOST_STEP_ROUNDS : MOST_ROUNDS;
  for (let round = 0; round < most && !isOver(); round += 1) {
    if (least - fraction <= enough * fraction) break;
    const open = fraction > 0 ? (least - fraction) / fraction : Infinity;
    const gap = Math.min(MASTER_GAPS.most, Math.max(MASTER_GAPS.least, open * MASTER_PART));
    const around = mindsSteps ? best?.totals : undefined;
    const master = solveMaster(solver, { problem, counts, cuts, gap, lattice, margin, around });
    if (master === undefined || least - master.bound <= GAP * fraction) break;
    const cost = judge(master);
    if (cost < least) {
      [least, best] = [cost, master];
      if (lattice !== undefined) priceNeighbours(search, best.totals);
    }
  }
  return best;
}

/** Lines at one person more and one less of each duty: at whole numbers the days' costs have a kink, and a line one side. */
function priceNeighbours({ problem, days, prices, isOver }: Search, totals: readonly number[]): void {
  // With several sets of skills there are so many duties, and prices take so long, that rounds find more.
  if (skillPools(problem.groups).length > 1) return;
  for (const day of days)
    for (const place of day.places)
      for (const change of [1, -1]) {
        const total = (totals[place] ?? 0) + change;
        const own = pick(totals.with(place, total), day.places);
        if (total >= 0 && prices.isStaffable(day.day, own) && !isOver()) prices.price(day.day, own);
      }
}

type Judged = {
  readonly price: Cut;
  readonly tours: Master;
  readonly margin: number;
  readonly lattice: CostLattice | undefined;
};

function costOf({ counts }: Search, { price, tours, margin, lattice }: Judged): number {
  if (lattice === undefined) return price.cost;
  const worth = sumOf(
    counts.map(({ duty }, place) =>
      duty.day === price.day ? lattice.worth(duty) * (tours.totals[place] ?? 0) : 0,
    ),
  );
  return ceilToLattice(lattice, { day: price.day, worth, cost: price.cost + margin });
}
