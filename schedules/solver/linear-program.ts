import type { LinearColumns, LinearProgram } from './linear-solver.ts';

/** One column while a program is being written. Bounds absent: 0 and none. */
export type Column = {
  readonly cost: number;
  readonly lower?: number;
  readonly upper?: number;
  readonly isInteger?: boolean;
  readonly rows: ArrayLike<number>;
  /** 1 for each row where absent. */
  readonly values?: ArrayLike<number>;
};

/** A program that is written row by row and column by column. */
export type ProgramDraft = {
  /** Adds a row and answers its place. */
  row(lower: number, upper: number): number;
  /** Adds a column and answers its place. */
  column(column: Column): number;
  program(): LinearProgram;
};

/** An empty program. Rows come before the columns that stand in them. */
export function draftProgram(): ProgramDraft {
  const lower: number[] = [];
  const upper: number[] = [];
  const columns: Column[] = [];
  return {
    row(least, most) {
      lower.push(least);
      return upper.push(most) - 1;
    },
    column: (column) => columns.push(column) - 1,
    program: () => ({
      ...packColumns(columns),
      rowLower: Float64Array.from(lower),
      rowUpper: Float64Array.from(upper),
    }),
  };
}

/** The columns as a solver takes them. */
export function packColumns(columns: readonly Column[]): LinearColumns {
  const starts = new Int32Array(columns.length + 1);
  for (const [place, { rows }] of columns.entries()) starts[place + 1] = (starts[place] ?? 0) + rows.length;
  const size = starts[columns.length] ?? 0;
  const packed = { rows: new Int32Array(size), values: new Float64Array(size).fill(1) };
  for (const [place, { rows, values }] of columns.entries()) {
    packed.rows.set(rows, starts[place] ?? 0);
    if (values !== undefined) packed.values.set(values, starts[place] ?? 0);
  }
  return {
    ...packed,
    starts,
    cost: Float64Array.from(columns, ({ cost }) => cost),
    lower: Float64Array.from(columns, ({ lower = 0 }) => lower),
    upper: Float64Array.from(columns, ({ upper = Infinity }) => upper),
    isInteger: Uint8Array.from(columns, ({ isInteger }) => (isInteger === true ? 1 : 0)),
  };
}
