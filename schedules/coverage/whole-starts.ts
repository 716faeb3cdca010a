import type { IntegerOptions, LinearModel, LinearProgram, LinearSolver } from '../linear-solver.ts';
import type { DayModel } from './day-model.ts';

export type StartsQuestion = {
  readonly limits: IntegerOptions;
  /** Values of all columns to begin from; absent: those next to the fractions. */
  readonly start: Float64Array | undefined;
  /** Content with starts next to the fractions. */
  readonly isQuick: boolean;
};

export type WholeStarts = {
  readonly values: Float64Array | undefined;
  /** No whole numbers are cheaper. */
  readonly bound: number;
  readonly isExhausted: boolean;
};

const LINEAR_SECONDS = 60;

/**
 * Starts in whole numbers, breaks still in fractions: a quarter of the whole numbers, and nearly all of what they cost,
 * as breaks of given starts come out whole almost by themselves. The first ones are next to the fractions
 * (relaxation enforced neighbourhood search: Berthold, Mathematical Programming Computation 6, 2014).
 */
export function wholeStarts(
  solver: LinearSolver,
  drawn: DayModel,
  { limits, start, isQuick }: StartsQuestion,
): WholeStarts {
  const model = solver.open(startsOnly(drawn));
  const near = start === undefined || isQuick ? nearFractions(model, drawn, limits) : undefined;
  const known = near?.values ?? start;
  if (isQuick || limits.isCancelled?.() === true) {
    model.close();
    return { values: known, bound: near?.bound ?? -Infinity, isExhausted: false };
  }
  const solved = model.solveInteger({ ...limits, ...(known === undefined ? {} : { start: known }) });
  model.close();
  return {
    values: 'values' in solved ? solved.values : known,
    bound: 'bound' in solved ? solved.bound : -Infinity,
    isExhausted: solved.kind === 'optimal',
  };
}

/** The same program with breaks in fractions. */
function startsOnly({ program, duties }: DayModel): LinearProgram {
  const isInteger = Uint8Array.from(program.isInteger ?? []);
  for (const { breaks } of duties)
    for (const begins of breaks) for (const [, column] of begins) isInteger[column] = 0;
  return { ...program, isInteger };
}

const WHOLE = 1e-6;

/** Every start held between the whole numbers beside its fraction; the bound is that of the fractions. */
function nearFractions(
  model: LinearModel,
  { program, duties }: DayModel,
  limits: IntegerOptions,
): Pick<WholeStarts, 'values' | 'bound'> {
  const relaxed = model.solve({ seconds: LINEAR_SECONDS, method: 'interior-point' });
  if (relaxed.kind !== 'optimal') return { values: undefined, bound: -Infinity };
  const columns = duties.flatMap(({ starts }) => starts);
  for (const column of columns) {
    const value = relaxed.values[column] ?? 0;
    model.setColumnBounds(column, Math.floor(value + WHOLE), Math.ceil(value - WHOLE));
  }
  const solved = model.solveInteger(limits);
  for (const column of columns)
    model.setColumnBounds(column, program.lower[column] ?? 0, program.upper[column] ?? 0);
  return { values: 'values' in solved ? solved.values : undefined, bound: relaxed.cost };
}
