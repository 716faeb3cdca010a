import type { Cell, TableHead } from '../table.ts';

/** A file of tables that is being written. Nothing of its name is there before `commit`. */
export type TableFile = {
  /** Begins a table: a sheet of a workbook; a text has room for one. */
  begin(head: TableHead): Promise<void>;
  /** Adds rows to the table that was begun. */
  add(rows: Iterable<readonly Cell[]>): Promise<void>;
  commit(): Promise<void>;
  /** Leaves nothing behind; after `commit` it does nothing. */
  discard(): Promise<void>;
};

export type TableFileOptions = {
  /** A text begins with the mark by which Excel knows that it is UTF-8. */
  readonly isForExcel?: boolean | undefined;
};
