import type { LinearModel, LinearProgram, LinearSolution, LinearSolver } from '../../solver/linear-solver.ts';
import { certifiedBound } from './certified-bound.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { mostMissingRest } from '../rows/draw-rest.ts';
import { readCounts, type DutyCounts } from '../rows/duty-counts.ts';
import { eitherDays } from '../rows/tour-master.ts';
import { weekModel } from './week-model.ts';

export type BoundWeek = {
  /** No plan and no roster costs less. */
  readonly bound: number;
  /** The week that costs this much, in fractions of people. */
  readonly counts: readonly DutyCounts[];
  /** How often each activity is held at each of its times, in fractions. */
  readonly sessions: readonly ReadonlyMap<number, number>[];
  /** By group: what one paid interval less would cost; negative where fewer would be cheaper. */
  readonly hourPrices: readonly number[];
};

const SECONDS = 300;
/** The last digits take a fifth of the time; whatever the prices, the bound that is worked out from them holds. */
const TOLERANCE = 1e-4;
/** Prices and people that disagree by a greater share of the cost are not near the optimum: it is looked for again. */
const SOUND = 1e-3;

type Optimal = Extract<LinearSolution, { readonly kind: 'optimal' }>;

/** Rest is left out of the bound while no more people than this cannot have it: the days mind it anyway. */
const FEW_RESTLESS = 1;

/**
 * The best week when people may be divided; undefined when not even then whole weeks can be made. Rest between shifts
 * seldom costs anything, and without it the program is a fifth faster, so it is minded only where it is missed.
 */
export function boundWeek(solver: LinearSolver, problem: CoverageProblem): BoundWeek | undefined {
  const quick = solveModel(solver, problem, { hasRests: false });
  if (quick === undefined || quick.restless <= FEW_RESTLESS) return quick;
  return solveModel(solver, problem, { hasRests: true });
}

function solveModel(
  solver: LinearSolver,
  problem: CoverageProblem,
  options: { readonly hasRests: boolean },
): (BoundWeek & { readonly restless: number }) | undefined {
  const { program, duties, sessions, weeks } = weekModel(problem, options);
  const model = solver.open(program);
  const solved = solveWeek(model, program);
  model.close();
  if (solved.kind === 'infeasible') return undefined;
  if (solved.kind !== 'optimal')
    throw new Error(`expected a bound within ${SECONDS} s, the solver says ${solved.kind}`);
  const value = (column: number): number => solved.values[column] ?? 0;
  const counts = duties.map((columns) => readCounts(columns, solved.values));
  const either = weeks.map((week) => eitherDays(problem, week, value));
  return {
    bound: certifiedBound(program, solved.rowDuals),
    counts,
    hourPrices: weeks.map(({ paidRow }) => -(solved.rowDuals[paidRow] ?? 0)),
    sessions: sessions.map(
      ({ times, columns }) => new Map(times.map((at, place) => [at, value(columns[place] ?? -1)])),
    ),
    restless: mostMissingRest(problem, counts, either),
  };
}

/** Interior point first, with the last digits only where the others say nothing; should it stumble, simplex. */
function solveWeek(model: LinearModel, program: LinearProgram): LinearSolution {
  const options = { seconds: SECONDS, method: 'interior-point', crossover: false, presolve: false } as const;
  const quick = model.solve({ ...options, tolerance: TOLERANCE });
  if (quick.kind === 'optimal' && isSound(program, quick)) return quick;
  const first = quick.kind === 'optimal' ? model.solve(options) : quick;
  return first.kind === 'optimal' ? first : model.solve({ seconds: SECONDS });
}

function isSound(program: LinearProgram, { cost, rowDuals }: Optimal): boolean {
  return Math.abs(cost - certifiedBound(program, rowDuals)) <= SOUND * Math.max(1, Math.abs(cost));
}
