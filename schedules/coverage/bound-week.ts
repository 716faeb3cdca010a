import type { LinearSolver } from '../linear-solver.ts';
import { certifiedBound } from './certified-bound.ts';
import type { CoverageProblem } from './coverage-problem.ts';
import { missingRest } from './draw-rest.ts';
import { readCounts, type DutyCounts } from './duty-counts.ts';
import { eitherDays } from './tour-master.ts';
import { weekModel } from './week-model.ts';

export type BoundWeek = {
  /** No plan and no roster costs less. */
  readonly bound: number;
  /** The week that costs this much, in fractions of people. */
  readonly counts: readonly DutyCounts[];
  /** How often each activity is held at each of its times, in fractions. */
  readonly sessions: readonly ReadonlyMap<number, number>[];
};

const SECONDS = 300;

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
  const solved = solveWeek(model);
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
    sessions: sessions.map(
      ({ times, columns }) => new Map(times.map((at, place) => [at, value(columns[place] ?? -1)])),
    ),
    restless: mostRestless(problem, counts, either),
  };
}

function mostRestless(
  { groups, days }: CoverageProblem,
  counts: readonly DutyCounts[],
  either: readonly (readonly number[])[],
): number {
  let most = 0;
  for (const [group, { leastRest }] of groups.entries())
    for (const day of days.keys()) {
      const on = (one: number): DutyCounts[] =>
        counts.filter(({ duty }) => duty.group === group && duty.day === one);
      const pair = { today: on(day), tomorrow: on(day + 1), leastRest, either: either[group]?.[day] ?? 0 };
      most = Math.max(most, missingRest(pair));
    }
  return most;
}

/** Interior point first; should it stumble, simplex says what is the matter. */
function solveWeek(model: ReturnType<LinearSolver['open']>): ReturnType<typeof model.solve> {
  const first = model.solve({
    seconds: SECONDS,
    method: 'interior-point',
    crossover: false,
    presolve: false,
  });
  return first.kind === 'optimal' ? first : model.solve({ seconds: SECONDS });
}
