import type { Columns } from '#domain/history/column.ts';

/** What the names in an expression may be: columns of the rows, and values of the question. */
export type Names = { readonly columns: Columns; readonly terms: readonly string[] };
