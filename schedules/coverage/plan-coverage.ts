import type { LinearSolver } from '../solver/linear-solver.ts';
import { checkCoverage } from './check-coverage.ts';
import { boundWeek } from './bound/bound-week.ts';
import type { CoveragePlan, CoverageProgress, CoverageRefusal } from './market/coverage-plan.ts';
import type { CoverageProblem } from './model/coverage-problem.ts';
import { chanceOf } from '../chance.ts';
import { costLattice, type CostLattice } from './model/cost-lattice.ts';
import { coverageCostStep } from './model/coverage-cost-step.ts';
import type { DutyCounts } from './rows/duty-counts.ts';
import { explainWeeks } from './bound/explain-weeks.ts';
import { improveDays } from './days/improve-days.ts';
import { improveTours } from './tours/improve-tours.ts';
import { solveDays, type SolvedDays } from './days/solve-days.ts';
import { marketOf } from './market/market-of.ts';
import { nearTours } from './tours/near-tours.ts';
import type { PlacedShift } from './market/placed-shift.ts';
import { placeShifts, roundCounts } from './days/place-shifts.ts';
import { polishShifts } from './market/polish-shifts.ts';
import { searchTours } from './tours/search-tours.ts';
import { spreadSessions } from './tours/spread-sessions.ts';
import { tourTables } from './rows/tour-master.ts';

export type CoverageOptions = {
  readonly solver: LinearSolver;
  /** Milliseconds: of wall time, or of the processor's, as the caller counts seconds. */
  readonly clock: () => number;
  readonly seconds: number;
  readonly seed?: number;
  readonly onProgress?: ((progress: CoverageProgress) => void) | undefined;
  readonly isCancelled?: () => boolean;
};

/** The share of the time in which whole tours may be looked for, and in which single shifts are moved at the end. */
const TOUR_SHARE = 0.35;
const POLISH_SHARE = 0.06;
const BOUND_SHARE = 0.15;
const USUAL_SEED = 1;

/**
 * Anonymous shifts for a problem, with a bound that no plan is cheaper than: the bound first, then whole numbers of
 * people a day, then day after day in whole numbers, then whatever is better until the time is over.
 */
export function planCoverage(
  problem: CoverageProblem,
  options: CoverageOptions,
): CoveragePlan | CoverageRefusal {
  const { solver, clock, seconds, seed = USUAL_SEED, onProgress, isCancelled } = options;
  const faults = checkCoverage(problem);
  if (faults.length > 0) return { kind: 'refused', reasons: faults };
  const begun = clock();
  const over = (share: number) => (): boolean =>
    clock() - begun > seconds * 1_000 * share || isCancelled?.() === true;
  const week = boundWeek(solver, problem);
  if (week === undefined) return { kind: 'infeasible', reasons: explainWeeks(solver, problem) };
  const { bound, counts } = week;
  const boundTook = clock() - begun;
  onProgress?.({ stage: 'bound', bound });
  const held = spreadSessions(problem, week.sessions);
  const lattice = latticeOf(problem, counts);
  // A week whose bound alone took so long leaves no time for more than a few rounds, which find nothing better.
  const isShort = boundTook > seconds * 1_000 * BOUND_SHARE;
  const isLate = isShort ? () => true : over(TOUR_SHARE);
  const master =
    searchTours(solver, { problem, counts, held, lattice, isOver: isLate }) ??
    nearTours(solver, { problem, counts });
  if (master === undefined) return { kind: 'infeasible', reasons: explainWeeks(solver, problem) };
  onProgress?.({ stage: 'tours', bound });
  const tours = tourTables(problem, counts, master);
  const isOver = over(1 - POLISH_SHARE);
  const chance = chanceOf(seed);
  const timed = { chance, isOver, clock, begun, seconds: seconds * (1 - POLISH_SHARE) };
  const rounded = counts.map((one, place) => roundCounts(one, master.totals[place] ?? 0));
  const step = lattice?.step ?? coverageCostStep(problem);
  const question = { problem, tours, held, counts, rounded, step, ...timed };
  const days = solveDays(solver, question);
  onProgress?.({ stage: 'days', bound, cost: marketOf(problem, readPlan(days)).cost() });
  improveDays(solver, days, question);
  if (lattice !== undefined) improveTours(solver, days, { ...question, lattice });
  return finish(problem, { ...readPlan(days), bound, chance, isOver: over(1), onProgress });
}

function latticeOf(problem: CoverageProblem, counts: readonly DutyCounts[]): CostLattice | undefined {
  return costLattice(
    problem,
    counts.map(({ duty }) => duty),
  );
}

function readPlan({ counts, sessions }: SolvedDays): Pick<CoveragePlan, 'shifts' | 'sessions'> {
  return { shifts: placeShifts(counts), sessions: sessions.flat() };
}

type Finish = Pick<CoveragePlan, 'shifts' | 'sessions' | 'bound'> &
  Pick<CoverageOptions, 'onProgress'> & { readonly chance: () => number; readonly isOver: () => boolean };

function finish(
  problem: CoverageProblem,
  { shifts, sessions, bound, onProgress, ...search }: Finish,
): CoveragePlan {
  const polished = polishAll(problem, shifts, search);
  const cost = marketOf(problem, { shifts: polished, sessions }).cost();
  onProgress?.({ stage: 'better', bound, cost });
  return { kind: 'planned', shifts: polished, sessions, cost, bound: Math.min(bound, cost) };
}

/**
 * Sessions hold people in their places, and the market knows nothing of the most that a skill may give: single shifts
 * are moved only where there is neither.
 */
function polishAll(
  problem: CoverageProblem,
  shifts: readonly PlacedShift[],
  search: { readonly chance: () => number; readonly isOver: () => boolean },
): readonly PlacedShift[] {
  const isCapped = problem.groups.some(({ skills }) =>
    skills.some(({ mostShare }) => mostShare !== undefined),
  );
  return isCapped || problem.activities.length > 0 ? shifts : polishShifts({ problem, shifts, ...search });
}
