import { gridRow, makeGrid, type Grid } from './grid.ts';

/** Rounds of the iteration: the first factors of count profiles stand apart, and a dozen settle them. */
const ROUNDS = 24;

/**
 * The `count` shapes of a day that explain most of the rows' squares, each of length one, strongest first: the first
 * right singular vectors (Shen and Huang 2008), by orthogonal iteration on the Gram matrix. The grid must be known throughout.
 */
export function factorBasis(rows: Grid, count: number): Grid {
  const { columns } = rows;
  const gram = gramOf(rows);
  // Cosines of rising frequency: the flat day first, and no chance in it.
  const basis = makeGrid({ rows: Math.min(count, columns), columns }, (factor, column) =>
    Math.cos((Math.PI * factor * (column + 0.5)) / columns),
  );
  orthonormalise(basis);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let factor = 0; factor < basis.rows; factor += 1) multiply(gram, gridRow(basis, factor));
    orthonormalise(basis);
  }
  for (let factor = 0; factor < basis.rows; factor += 1) turnUp(gridRow(basis, factor));
  return basis;
}

/** Share of either neighbour in a smooth shape. */
const NEIGHBOUR = 0.2;

/** The basis with all shapes but the usual day smoothed: how days differ goes evenly through the day, while what chance left does not. */
export function smoothBasis(basis: Grid): Grid {
  const smooth = makeGrid(basis, (factor, column) => {
    const row = gridRow(basis, factor);
    const value = row[column] ?? 0;
    if (factor === 0) return value;
    return (
      (1 - 2 * NEIGHBOUR) * value + NEIGHBOUR * ((row[column - 1] ?? value) + (row[column + 1] ?? value))
    );
  });
  orthonormalise(smooth);
  return smooth;
}

function gramOf({ rows, columns, cells }: Grid): Grid {
  const gram = makeGrid({ rows: columns, columns }, () => 0);
  for (let row = 0; row < rows; row += 1) {
    const line = cells.subarray(row * columns, (row + 1) * columns);
    for (let i = 0; i < columns; i += 1) {
      const left = line[i] ?? 0;
      for (let j = i; j < columns; j += 1)
        gram.cells[i * columns + j] = (gram.cells[i * columns + j] ?? 0) + left * (line[j] ?? 0);
    }
  }
  for (let i = 0; i < columns; i += 1)
    for (let j = 0; j < i; j += 1) gram.cells[i * columns + j] = gram.cells[j * columns + i] ?? 0;
  return gram;
}

function multiply(square: Grid, vector: Float64Array): void {
  const from = vector.slice();
  for (let i = 0; i < square.rows; i += 1) vector[i] = dot(gridRow(square, i), from);
}

/** Gram and Schmidt, twice over for their rounding. */
function orthonormalise(basis: Grid): void {
  for (let factor = 0; factor < basis.rows; factor += 1) {
    const vector = gridRow(basis, factor);
    for (let other = 0; other < 2 * factor; other += 1) {
      const earlier = gridRow(basis, other % factor);
      addTimes(vector, earlier, -dot(vector, earlier));
    }
    const length = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < vector.length; i += 1) vector[i] = length > 0 ? (vector[i] ?? 0) / length : 0;
  }
}

function turnUp(vector: Float64Array): void {
  let sum = 0;
  for (const value of vector) sum += value;
  if (sum < 0) for (let i = 0; i < vector.length; i += 1) vector[i] = -(vector[i] ?? 0);
}

/** Σ aᵢbᵢ. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Adds `times` the other vector to `vector`, in place. */
export function addTimes(vector: Float64Array, other: Float64Array, times: number): void {
  for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] ?? 0) + times * (other[i] ?? 0);
}
