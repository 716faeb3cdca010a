import type { LinearSolver } from '../linear-solver.ts';
import { certifiedBound } from './certified-bound.ts';
import type { CoverageProblem } from './coverage-problem.ts';
import { readCounts, type DutyCounts } from './duty-counts.ts';
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

/** The best week when people may be divided; undefined when not even then whole weeks can be made. */
export function boundWeek(solver: LinearSolver, problem: CoverageProblem): BoundWeek | undefined {
  const { program, duties, sessions } = weekModel(problem);
  const model = solver.open(program);
  const solved = solveWeek(model);
  model.close();
  if (solved.kind === 'infeasible') return undefined;
  if (solved.kind !== 'optimal')
    throw new Error(`expected a bound within ${SECONDS} s, the solver says ${solved.kind}`);
  return {
    bound: certifiedBound(program, solved.rowDuals),
    counts: duties.map((columns) => readCounts(columns, solved.values)),
    sessions: sessions.map(
      ({ times, columns }) =>
        new Map(times.map((at, place) => [at, solved.values[columns[place] ?? -1] ?? 0])),
    ),
  };
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
