/** Rows of days, columns of intervals; a cell that nobody knows is NaN. */
export type Grid = {
  readonly rows: number;
  readonly columns: number;
  readonly cells: Float64Array;
};

/** A grid of which nothing is known. */
export function unknownGrid(rows: number, columns: number): Grid {
  return { rows, columns, cells: new Float64Array(rows * columns).fill(Number.NaN) };
}

/** The cells of one row, as a view: what is written there is written in the grid. */
export function gridRow({ columns, cells }: Grid, row: number): Float64Array {
  return cells.subarray(row * columns, (row + 1) * columns);
}

/** A grid of `rows` cells wide `columns`, each computed by `cell`. */
export function makeGrid(
  size: { readonly rows: number; readonly columns: number },
  cell: (row: number, column: number) => number,
): Grid {
  const grid = unknownGrid(size.rows, size.columns);
  for (let row = 0; row < size.rows; row += 1) {
    for (let column = 0; column < size.columns; column += 1) {
      grid.cells[row * size.columns + column] = cell(row, column);
    }
  }
  return grid;
}
