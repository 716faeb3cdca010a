/** A value of a table; undefined is an empty cell. */
export type Cell = string | number | undefined;

/** A table to be written: a sheet of a workbook, or a file of CSV. */
export type Table = {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that stay in sight when a sheet is moved sideways. Absent: the first. */
  readonly stickyColumns?: number;
  /** Colours of cells by what stands in them. Absent: none. */
  readonly shades?: ReadonlyMap<Cell, string>;
};
