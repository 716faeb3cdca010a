import type { LinearModel, LinearSolution } from '../../solver/linear-solver.ts';

type Solved = Extract<LinearSolution, { readonly kind: 'optimal' }>;

/** Of the columns that are still between whole numbers, so many are rounded before the program is solved again. */
const ROUNDED_SHARE = 0.25;
const WHOLE = 1e-6;
const SECONDS = 10;

/**
 * Values in which these columns are whole: those nearest to a whole number are held there, the program is solved
 * again, and so on (a dive). Undefined when that leads nowhere. The columns stay held.
 */
export function diveStarts(
  model: LinearModel,
  {
    columns,
    relaxed,
    isOver,
  }: { readonly columns: readonly number[]; readonly relaxed: Solved; readonly isOver: () => boolean },
): Float64Array | undefined {
  let { values } = relaxed;
  let open = columns;
  while (open.length > 0) {
    if (isOver()) return undefined;
    const away = (column: number): number =>
      Math.abs((values[column] ?? 0) - Math.round(values[column] ?? 0));
    const between = open.filter((column) => away(column) > WHOLE);
    if (between.length === 0) break;
    between.sort((one, other) => away(one) - away(other));
    const held = new Set(between.slice(0, Math.ceil(between.length * ROUNDED_SHARE)));
    for (const column of held) {
      const value = Math.round(values[column] ?? 0);
      model.setColumnBounds(column, value, value);
    }
    const solved = model.solve({ seconds: SECONDS });
    if (solved.kind !== 'optimal') return undefined;
    ({ values } = solved);
    open = open.filter((column) => !held.has(column));
  }
  return values;
}
