import type { Chance } from '../../chance.ts';
import type { LinearModel, LinearSolution } from '../../solver/linear-solver.ts';

export type Solved = Extract<LinearSolution, { readonly kind: 'optimal' }>;

export type Dive = {
  readonly columns: readonly number[];
  /** Where it begins. */
  readonly relaxed: Pick<Solved, 'values' | 'cost'>;
  readonly isOver: () => boolean;
  /** Given up where it would cost more. Absent: at any cost. */
  readonly mostCost?: number;
  /** Numbers from 0 to below 1, so that two dives from the same fractions differ. Absent: the nearest come first. */
  readonly chance?: Chance;
};

/** Of the columns that are still between whole numbers, so many are rounded before the program is solved again. */
const ROUNDED_SHARE = 0.4;
/** By chance a distance to the next whole number counts for so much less, or more. */
const NOISE = 0.3;
const WHOLE = 1e-6;
const SECONDS = 10;

/**
 * Values in which these columns are whole, and what they cost: those nearest to a whole number are held there, the program is solved
 * again, and so on (a dive). Undefined when that leads nowhere. The columns stay held.
 */
export function diveStarts(
  model: LinearModel,
  { columns, relaxed, isOver, mostCost = Infinity, chance }: Dive,
): Pick<Solved, 'values' | 'cost'> | undefined {
  let { values, cost } = relaxed;
  let open = columns;
  while (open.length > 0) {
    if (isOver()) return undefined;
    const between = roundedFirst(open, values, chance);
    if (between.length === 0) break;
    const held = new Set(between.slice(0, Math.ceil(between.length * ROUNDED_SHARE)));
    for (const column of held) {
      const value = Math.round(values[column] ?? 0);
      model.setColumnBounds(column, value, value);
    }
    const solved = model.solve({ seconds: SECONDS });
    if (solved.kind !== 'optimal' || solved.cost > mostCost) return undefined;
    ({ values, cost } = solved);
    open = open.filter((column) => !held.has(column));
  }
  return { values, cost };
}

/** Columns that are not whole yet, those in front that are rounded first. */
function roundedFirst(open: readonly number[], values: Float64Array, chance: Chance | undefined): number[] {
  const between = open.flatMap((column) => {
    const value = values[column] ?? 0;
    const away = Math.abs(value - Math.round(value));
    const noise = chance === undefined ? 1 : 1 + NOISE * (2 * chance() - 1);
    return away > WHOLE ? [{ column, away: away * noise }] : [];
  });
  return between.sort((one, other) => one.away - other.away).map(({ column }) => column);
}
