/** One row per day, one column per interval; an unknown cell is NaN. */
export type Grid = {
  readonly rows: number;
  readonly columns: number;
  readonly cells: Float64Array;
};

/** A grid in which every cell is unknown. */
export function unknownGrid(rows: number, columns: number): Grid {
  return { rows, columns, cells: new Float64Array(rows * columns).fill(Number.NaN) };
}

/** One row as a view: writing to it writes to the grid. */
export function gridRow({ columns, cells }: Grid, row: number): Float64Array {
  return cells.subarray(row * columns, (row + 1) * columns);
}

/** A grid of `rows` by `columns` cells, each computed by `cell`. */
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
