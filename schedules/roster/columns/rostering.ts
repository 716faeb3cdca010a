import type { LinearSolver } from '../../solver/linear-solver.ts';
import type { Chance } from '../../chance.ts';
import { coverCost, type DemandBook } from '../lines/demand-book.ts';
import type { LinePool } from './line-pool.ts';
import type { LinePricer, TableRoom } from '../lines/line-pricer.ts';
import type { RosterColumn } from './master.ts';
import type { PersonModel } from '../lines/person-model.ts';

/** What all parts of the search stand on: the problem made ready, and what is left of the time. */
export type Rostering = {
  readonly solver: LinearSolver;
  readonly book: DemandBook;
  readonly models: readonly PersonModel[];
  /** Pricers of whole lines; absent where the days are too many for one table, until a mix shows which part of it is worth having. */
  readonly pricers: readonly (LinePricer | undefined)[];
  readonly room: TableRoom;
  readonly pool: LinePool;
  readonly chance: Chance;
  readonly secondsLeft: () => number;
  readonly isCancelled: () => boolean;
  /** All costs are multiples of this; 0 where they are not. */
  readonly step: number;
};

/** One line for each person, in their order. */
export type Plan = { readonly columns: readonly RosterColumn[]; readonly cost: number };

/** How many people meet each demand. */
export function metBy(book: DemandBook, columns: Iterable<RosterColumn>): Int32Array {
  const met = new Int32Array(book.required.length);
  for (const { demands } of columns) for (const place of demands) met[place] = (met[place] ?? 0) + 1;
  return met;
}

/** The plan of these columns, whatever their order. */
export function planOf(book: DemandBook, chosen: readonly RosterColumn[]): Plan {
  const columns = chosen.toSorted((a, b) => a.person - b.person);
  const cost = columns.reduce((sum, column) => sum + column.cost, coverCost(book, metBy(book, columns)));
  return { columns, cost };
}

export const isOver = ({ secondsLeft, isCancelled }: Rostering): boolean =>
  secondsLeft() <= 0 || isCancelled();

/** Whether everybody's pricer sees every line that the rules allow: only then do its bounds hold. */
export const seesAllLines = ({ pricers }: Rostering): boolean =>
  pricers.every((pricer) => pricer !== undefined && pricer.corridors === undefined);
