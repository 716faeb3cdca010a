import type { DayTraits } from '../calendar/day-traits.ts';
import { gridRow, makeGrid, unknownGrid, type Grid } from './grid.ts';
import type { FittedModel, Model, Past } from './model.ts';

/** What every planner's spreadsheet does, on the grid that the core models see, to be averaged with them where it is good. */
export function rivalModels(): readonly Model[] {
  return [weekMeans('last week', 1), weekMeans('eight weeks', 8), smoothing()];
}

/** The mean of the last `weeks` days of the same weekday, which are known; the first such days are forecast by nothing. */
function weekMeans(name: string, weeks: number): Model {
  return {
    name,
    fit: (past) =>
      rival(name, past, (rows) => {
        const latest = rows.slice(-weeks);
        return latest.length === 0 ? undefined : meanRow(latest);
      }),
  };
}

/** Share of the newest day of its weekday. */
const SMOOTHING = 0.25;

/** Exponential smoothing by weekday and interval: ETS(A,N,N) on the scale of counts, one for each cell of the week. */
function smoothing(): Model {
  const name = 'smoothed weeks';
  return {
    name,
    fit: (past) =>
      rival(name, past, (rows) => {
        const [first, ...others] = rows;
        if (first === undefined) return undefined;
        const level = first.slice();
        for (const row of others)
          for (const [at, value] of row.entries()) {
            const old = level[at] ?? Number.NaN;
            if (Number.isNaN(old)) level[at] = value;
            else if (!Number.isNaN(value)) level[at] = old + SMOOTHING * (value - old);
          }
        return level;
      }),
  };
}

/** Days on which rivals are compared: what they would have said half a year ago settles nothing. */
const SAID_ROWS = 130;

/** Rows kept by weekday: what is older weighs nothing in any rival. */
const ROWS_KEPT = 16;

function rival(
  name: string,
  { grid, traits }: Past,
  guess: (rows: readonly Float64Array[]) => Float64Array | undefined,
): FittedModel {
  const byWeekday = Array.from({ length: 7 }, (): Float64Array[] => []);
  const expected = unknownGrid(grid.rows, grid.columns);
  const say = (one: DayTraits | undefined): Float64Array | undefined =>
    one === undefined ? undefined : guess(byWeekday[one.weekday] ?? []);
  for (let row = 0; row < grid.rows; row += 1) {
    const said = row >= grid.rows - SAID_ROWS ? say(traits[row]) : undefined;
    if (said !== undefined) gridRow(expected, row).set(said);
    const own = byWeekday[traits[row]?.weekday ?? 0];
    own?.push(gridRow(grid, row));
    if ((own?.length ?? 0) > ROWS_KEPT) own?.shift();
  }
  const overall = lastRowOf(grid);
  return {
    name,
    expected,
    project: (days) =>
      days.map((day) => ({
        location: withoutGaps(say(day) ?? overall, overall),
        extraVariance: new Float64Array(grid.columns),
      })),
  };
}

/** The mean of rows, cell by cell, over those that are known. */
function meanRow(rows: readonly Float64Array[]): Float64Array {
  const width = rows[0]?.length ?? 0;
  return Float64Array.from({ length: width }, (_, at) => {
    let [sum, known] = [0, 0];
    for (const row of rows) {
      const value = row[at] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      known += 1;
    }
    return known > 0 ? sum / known : Number.NaN;
  });
}

/** For a weekday that was never seen: the mean of the latest days of any. */
const lastRowOf = (grid: Grid): Float64Array =>
  meanRow(
    Array.from({ length: Math.min(grid.rows, ROWS_KEPT) }, (_, back) => gridRow(grid, grid.rows - 1 - back)),
  );

function withoutGaps(row: Float64Array, other: Float64Array): Float64Array {
  const filled = makeGrid({ rows: 1, columns: row.length }, (_, at) => {
    const value = row[at] ?? Number.NaN;
    return Number.isNaN(value) ? (Number.isNaN(other[at] ?? Number.NaN) ? 0 : (other[at] ?? 0)) : value;
  });
  return filled.cells;
}
