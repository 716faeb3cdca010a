import type { GridChoices } from '../../../files/reading/open-grids.ts';
import type { DateOrder } from '../../../files/values/date-text.ts';
import type { DecimalSign } from '../../../files/values/number-text.ts';
import type { ColumnRole } from '../headings/column-role.ts';

/** Which headings a role has; several are added up, or joined when they name a queue. `#3` is the third column. */
export type ColumnMap = ReadonlyMap<ColumnRole, readonly string[]>;

/** What is done with two rows of one queue and one interval that differ. */
export type OnConflict = 'first' | 'last' | 'sum';

/** What a user says about a table where it does not say it itself. */
export type TableChoices = GridChoices & {
  readonly columns?: ColumnMap;
  readonly dates?: DateOrder;
  readonly decimal?: DecimalSign;
  /** The queue of a table that has no column for it. */
  readonly queue?: string;
  /** Absent: they are refused. */
  readonly duplicates?: OnConflict;
  /** Rows that cannot be read are passed over. Absent: they are refused, all of them at once. */
  readonly skipMistakes?: boolean;
};
