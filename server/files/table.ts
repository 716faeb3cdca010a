/** A number with so many decimals, all of them written. */
export type Decimal = { readonly value: number; readonly decimals: number };

/** A value of a table; undefined is an empty cell. A text that is a day, a time or both is a real date in a workbook. */
export type Cell = string | number | Decimal | undefined;

/** What stands above the rows of a table. */
export type TableHead = {
  readonly name: string;
  readonly header: readonly string[];
  /** Columns that stay in sight when a sheet is moved sideways. Absent: the first. */
  readonly stickyColumns?: number;
  /** Colours of cells by what stands in them. Absent: none. */
  readonly shades?: ReadonlyMap<Cell, string>;
};

/** A table to be written: a sheet of a workbook, or a file of CSV. */
export type Table = TableHead & { readonly rows: readonly (readonly Cell[])[] };
