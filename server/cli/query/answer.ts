import type { Row } from '#domain/history/column.ts';
import type { RowKind } from '#domain/history/rows.ts';
import type { ReadSummary } from './query-notes.ts';

/** An answer on its way to the file. */
export type Answer = {
  /** The columns of rows that it writes. */
  readonly columns: readonly string[];
  take(kind: RowKind, row: Row): void;
  /** The header and the rows, when all is read. */
  last(read: ReadSummary): readonly string[];
  /** A sentence each, of what its figures do not tell. Absent: nothing. */
  said?(read: ReadSummary): readonly string[];
};
