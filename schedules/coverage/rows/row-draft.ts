import { packColumns, type Column } from '../../solver/linear-program.ts';
import type { LinearProgram } from '../../solver/linear-solver.ts';

type Bounds = { readonly lower: number; readonly upper: number };

/** A program that is written column by column first, then row by row; a row is its terms. */
export type RowDraft = {
  /** Adds a column without rows and answers its place. */
  column(column: Bounds & { readonly cost?: number; readonly isInteger?: boolean }): number;
  /** Adds a row and answers its place. Terms of the same column add up. */
  row(bounds: Bounds, terms: readonly Term[]): number;
  program(): LinearProgram;
};

/** Column and factor. */
export type Term = readonly [column: number, factor: number];

type OpenColumn = Column & { readonly rows: number[]; readonly values: number[] };

/** An empty program. */
export function draftRows(): RowDraft {
  const columns: OpenColumn[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  return {
    column: ({ cost = 0, ...rest }) => columns.push({ cost, ...rest, rows: [], values: [] }) - 1,
    row(bounds, terms) {
      lower.push(bounds.lower);
      const place = upper.push(bounds.upper) - 1;
      for (const [column, factor] of terms) addTerm(columns[column], place, factor);
      return place;
    },
    program: () => ({
      ...packColumns(columns),
      rowLower: Float64Array.from(lower),
      rowUpper: Float64Array.from(upper),
    }),
  };
}

function addTerm(column: OpenColumn | undefined, row: number, factor: number): void {
  if (column === undefined) throw new Error(`a term of row ${row} names a column that is not there`);
  const last = column.rows.length - 1;
  if (column.rows[last] === row) column.values[last] = (column.values[last] ?? 0) + factor;
  else {
    column.rows.push(row);
    column.values.push(factor);
  }
}
