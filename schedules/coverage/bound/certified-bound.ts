import type { LinearProgram } from '../../solver/linear-solver.ts';

/**
 * A figure that no solution of the program is cheaper than, worked out from any prices of the rows: weak duality,
 * so it holds whether or not the solver that found the prices was right. −Infinity where a column without a limit
 * would earn. It equals the optimum when the prices are optimal.
 */
export function certifiedBound(program: LinearProgram, rowDuals: Float64Array): number {
  const { rowLower, rowUpper, cost, lower, upper, starts, rows, values } = program;
  const prices = rowDuals.map((price, row) => {
    const limit = price > 0 ? rowLower[row] : rowUpper[row];
    return Number.isFinite(limit) ? price : 0;
  });
  let bound = 0;
  for (const [row, price] of prices.entries())
    if (price !== 0) bound += price * ((price > 0 ? rowLower[row] : rowUpper[row]) ?? 0);
  for (const [column, own] of cost.entries()) {
    let reduced = own;
    const end = starts[column + 1] ?? 0;
    for (let entry = starts[column] ?? 0; entry < end; entry += 1)
      reduced -= (values[entry] ?? 0) * (prices[rows[entry] ?? 0] ?? 0);
    if (reduced !== 0) bound += reduced * ((reduced > 0 ? lower[column] : upper[column]) ?? 0);
  }
  return bound;
}
