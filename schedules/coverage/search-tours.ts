import type { LinearModel, LinearSolver } from '../linear-solver.ts';
import type { CoverageProblem } from './coverage-problem.ts';
import { dayModel, type DayModel } from './day-model.ts';
import type { DutyCounts } from './duty-counts.ts';
import { solveMaster, type Cut, type Master } from './tour-master.ts';

export type ToursQuestion = {
  readonly problem: CoverageProblem;
  /** The week of the bound, in fractions. */
  readonly counts: readonly DutyCounts[];
  readonly near: Master;
  readonly held: readonly (readonly number[])[];
  /** Asked before each round. */
  readonly isOver: () => boolean;
};

/** Enough here: the days' own whole numbers cost more. */
const GAP = 3e-4;
const MOST_ROUNDS = 40;

/**
 * Whole numbers of people for every day that add up to whole weeks and cost least when the rest is left in fractions:
 * Benders' decomposition (1962), a day's cost being a convex function of few numbers. It goes on from tours that are
 * near the fractions, and answers those when there is no time.
 */
export function searchTours(solver: LinearSolver, question: ToursQuestion): Master {
  const { problem, counts, near, isOver } = question;
  if (isOver()) return near;
  const days = openDays(solver, question);
  let best = near;
  let least = Infinity;
  let master = near;
  const cuts: Cut[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const prices = days.map((day) => priceDay(day, master.totals, round === 0));
    const cost = prices.reduce((sum, one) => sum + one.cost, 0);
    if (cost < least) [least, best] = [cost, master];
    cuts.push(...prices);
    if (isOver()) break;
    const next = solveMaster(solver, { problem, counts, cuts, gap: GAP / 3 });
    if (next === undefined || least - next.bound <= GAP * least) break;
    master = next;
  }
  for (const { model } of days) model.close();
  return best;
}

type OpenDay = DayModel & {
  readonly day: number;
  readonly model: LinearModel;
  readonly places: readonly number[];
};

function openDays(solver: LinearSolver, { problem, counts, held }: ToursQuestion): OpenDay[] {
  return [...problem.days.keys()].flatMap((day): OpenDay[] => {
    const drawn = dayModel({
      problem,
      groups: [...problem.groups.keys()],
      whole: [],
      days: [day],
      counts,
      held,
    });
    const places = [...counts.keys()].filter((place) => counts[place]?.duty.day === day);
    return places.length === 0 ? [] : [{ ...drawn, day, places, model: solver.open(drawn.program) }];
  });
}

const DAY_SECONDS = 30;

function priceDay({ day, duties, model, places }: OpenDay, totals: readonly number[], isFirst: boolean): Cut {
  const own = places.map((place) => totals[place] ?? 0);
  for (const [at, { total }] of duties.entries()) model.setColumnBounds(total, own[at] ?? 0, own[at] ?? 0);
  // Simplex goes on from the basis before; where there is none, interior point is faster.
  const solved = model.solve({ seconds: DAY_SECONDS, method: isFirst ? 'interior-point' : 'simplex' });
  if (solved.kind !== 'optimal') throw new Error(`expected day ${day} to have a price, got ${solved.kind}`);
  const slopes = duties.map(({ totalRow }) => solved.rowDuals[totalRow] ?? 0);
  return { day, cost: solved.cost, totals: own, slopes };
}
