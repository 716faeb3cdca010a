import { gridRow, makeGrid, type Grid } from './grid.ts';
import { clip, knownMedian, robustDeviation } from './robust.ts';

/** A first look cuts only what is far out; it does not know yet what the day was expected to be. */
const FIRST_CUT = 3.5;
/** Deviations at which a cell is cut once it is known what was expected. */
const CUT = 2.5;

/** The grid with what is unknown filled in and what is wild cut, judged by nothing but each row's level and each column's middle. */
export function firstGuess(grid: Grid): Grid {
  const typical = columnMedians(grid);
  const levels = Array.from({ length: grid.rows }, (_, row) => rowLevel(gridRow(grid, row), typical));
  const guess = makeGrid(grid, (row, column) => (levels[row] ?? 1) * (typical[column] ?? 0));
  return cutAround(grid, guess, FIRST_CUT);
}

/** The grid with what is unknown filled in from `fitted`, and what is wild cut towards `expected`. */
export function cleanAround(grid: Grid, { expected, fitted }: { expected: Grid; fitted: Grid }): Grid {
  const cut = cutAround(grid, expected, CUT);
  return makeGrid(grid, (row, column) => {
    const at = row * grid.columns + column;
    return (Number.isNaN(grid.cells[at] ?? Number.NaN) ? fitted.cells[at] : cut.cells[at]) ?? 0;
  });
}

function cutAround(grid: Grid, expected: Grid, deviations: number): Grid {
  const errors = makeGrid(grid, (row, column) => {
    const at = row * grid.columns + column;
    return (grid.cells[at] ?? Number.NaN) - (expected.cells[at] ?? 0);
  });
  const limits = Array.from({ length: grid.columns }, (_, column) => {
    const spread = robustDeviation(gridColumn(errors, column));
    return Number.isNaN(spread) ? 0 : deviations * Math.max(spread, LEAST_SPREAD);
  });
  return makeGrid(grid, (row, column) => {
    const at = row * grid.columns + column;
    const error = errors.cells[at] ?? Number.NaN;
    return (expected.cells[at] ?? 0) + (Number.isNaN(error) ? 0 : clip(error, limits[column] ?? 0));
  });
}

/** Poisson noise on the scale of counts is 1/2: a column that was quieter by luck is not cut to its luck. */
const LEAST_SPREAD = 0.35;

/** The cells of one column, copied. */
export function gridColumn({ rows, columns, cells }: Grid, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => cells[row * columns + column] ?? Number.NaN);
}

function columnMedians(grid: Grid): number[] {
  return Array.from({ length: grid.columns }, (_, column) => {
    const middle = knownMedian(gridColumn(grid, column));
    return Number.isNaN(middle) ? 0 : middle;
  });
}

function rowLevel(row: Float64Array, typical: readonly number[]): number {
  const level = knownMedian(
    row.map((value, column) => ((typical[column] ?? 0) > 0 ? value / (typical[column] ?? 1) : Number.NaN)),
  );
  return Number.isNaN(level) ? 1 : level;
}
