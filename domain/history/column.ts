import type { Labels } from '../acd-event.ts';
import type { DurationMs, EpochMs } from '../time.ts';

/** What a column holds: `time` is an instant and `ms` a length, both in whole milliseconds; `texts` is a list of texts. */
export type ColumnType = 'text' | 'number' | 'time' | 'ms' | 'flag' | 'labels' | 'texts';

/** A column of a kind of rows. Its name is the same in a condition, in a file and in SQL. */
export type Column = { readonly type: ColumnType; readonly says: string };

/** The columns of a kind of rows, in their order. New ones are added at the end; none changes its meaning. */
export type Columns = Readonly<Record<string, Column>>;

type Held = {
  readonly text: string;
  readonly number: number;
  readonly time: EpochMs;
  readonly ms: DurationMs;
  readonly flag: boolean;
  readonly labels: Labels;
  readonly texts: readonly string[];
};

/** A row of these columns: every one is there, so that all rows have one shape; what is unknown is undefined. */
export type RowOf<Table extends Columns> = {
  readonly [Name in keyof Table]: Held[Table[Name]['type']] | undefined;
};

/** A row of any kind, as conditions and sums read it. */
export type Row = Readonly<Record<string, Held[ColumnType] | undefined>>;
