import type { IntegerOptions, LinearModel, LinearProgram, LinearSolver } from '../../solver/linear-solver.ts';
import type { DayModel } from './day-model.ts';
import { diveStarts } from './dive-starts.ts';

export type StartsQuestion = {
  readonly limits: IntegerOptions;
  /** Values of all columns to begin from; absent: those next to the fractions. */
  readonly start: Float64Array | undefined;
  /** Dive: content with the first whole numbers. Near: with the best next to the fractions. */
  readonly depth: 'dive' | 'near' | 'starts';
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
  { limits, start, depth }: StartsQuestion,
): WholeStarts {
  const model = solver.open(startsOnly(drawn));
  const near = depth === 'starts' ? undefined : nearFractions(model, drawn, { limits, depth });
  const known = near?.values ?? start;
  if (depth !== 'starts' || limits.isCancelled?.() === true) {
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

/**
 * Every start held between the whole numbers beside its fraction, or on the first whole numbers that a dive finds;
 * the bound is that of the fractions.
 */
function nearFractions(
  model: LinearModel,
  { program, duties }: DayModel,
  { limits, depth }: Pick<StartsQuestion, 'limits' | 'depth'>,
): Pick<WholeStarts, 'values' | 'bound'> {
  const relaxed = model.solve({ seconds: LINEAR_SECONDS, method: 'interior-point' });
  if (relaxed.kind !== 'optimal') return { values: undefined, bound: -Infinity };
  const columns = duties.flatMap(({ starts }) => starts);
  const bound = relaxed.cost;
  if (depth === 'dive') {
    const isOver = limits.isCancelled ?? ((): boolean => false);
    const values = diveStarts(model, { columns, relaxed, isOver });
    if (values !== undefined) {
      const breaks = duties.flatMap((duty) => duty.breaks.flat().map(([, column]) => column));
      const settled = diveStarts(model, { columns: breaks, relaxed: { ...relaxed, values }, isOver });
      return { values: settled ?? values, bound };
    }
  }
  for (const column of columns) {
    const value = relaxed.values[column] ?? 0;
    const [least, most] = [program.lower[column] ?? 0, program.upper[column] ?? 0];
    const floor = Math.max(least, Math.floor(value + WHOLE));
    model.setColumnBounds(column, floor, Math.min(most, Math.ceil(value - WHOLE)));
  }
  const solved = model.solveInteger(limits);
  return { values: 'values' in solved ? solved.values : undefined, bound };
}
