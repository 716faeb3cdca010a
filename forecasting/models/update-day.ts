import { gridRow, makeGrid, type Grid } from './grid.ts';
import { clip } from './robust.ts';

/** Beyond this many deviations one interval of the morning pulls no harder. */
const BEND = 3;

/**
 * The day's locations and covariance once some of its intervals are known: what a normal vector says about its unknown
 * part (Shen and Huang 2008 and Weinberg, Brown and Stroud 2007 do it through factors; here it is the whole error covariance).
 * `seen` holds scaled counts, NaN where an interval is still to come. Nothing seen: as before.
 */
export function updateDay(
  { location, covariance }: { readonly location: Float64Array; readonly covariance: Grid },
  seen: Float64Array,
): { readonly location: Float64Array; readonly covariance: Grid } {
  const known = [...seen.keys()].filter((index) => !Number.isNaN(seen[index] ?? Number.NaN));
  if (known.length === 0) return { location, covariance };
  const at = (i: number, j: number): number => covariance.cells[i * covariance.columns + j] ?? 0;
  const size = { rows: known.length, columns: known.length };
  const factor = cholesky(makeGrid(size, (i, j) => at(known[i] ?? 0, known[j] ?? 0)));
  const errors = Float64Array.from(known, (index) =>
    clip((seen[index] ?? 0) - (location[index] ?? 0), BEND * Math.sqrt(at(index, index))),
  );
  const pull = forward(factor, errors);
  const ties = Array.from({ length: location.length }, (_, index) =>
    forward(
      factor,
      Float64Array.from(known, (other) => at(index, other)),
    ),
  );
  return {
    location: location.map((value, index) => value + product(ties[index], pull)),
    covariance: makeGrid(covariance, (i, j) => at(i, j) - product(ties[i], ties[j])),
  };
}

const product = (a: Float64Array | undefined, b: Float64Array | undefined): number => {
  let sum = 0;
  for (let i = 0; i < (a?.length ?? 0); i += 1) sum += (a?.[i] ?? 0) * (b?.[i] ?? 0);
  return sum;
};

/** The lower triangle L with LLᵀ = the matrix. A pivot that rounding made too small is lifted. */
function cholesky(matrix: Grid): Grid {
  const size = matrix.rows;
  const lower = makeGrid(matrix, () => 0);
  for (let j = 0; j < size; j += 1) {
    const row = gridRow(lower, j);
    let pivot = matrix.cells[j * size + j] ?? 0;
    const least = 1e-6 * Math.max(pivot, 1e-6);
    for (let k = 0; k < j; k += 1) pivot -= (row[k] ?? 0) ** 2;
    row[j] = Math.sqrt(Math.max(pivot, least));
    for (let i = j + 1; i < size; i += 1) {
      const below = gridRow(lower, i);
      let value = matrix.cells[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) value -= (below[k] ?? 0) * (row[k] ?? 0);
      below[j] = value / (row[j] ?? 1);
    }
  }
  return lower;
}

/** L⁻¹ times the vector. */
function forward(lower: Grid, vector: Float64Array): Float64Array {
  const solved = new Float64Array(vector.length);
  for (let i = 0; i < vector.length; i += 1) {
    const row = gridRow(lower, i);
    let value = vector[i] ?? 0;
    for (let k = 0; k < i; k += 1) value -= (row[k] ?? 0) * (solved[k] ?? 0);
    solved[i] = value / (row[i] ?? 1);
  }
  return solved;
}
