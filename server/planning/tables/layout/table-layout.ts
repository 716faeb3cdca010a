import type { ColumnFound } from '#domain/table-reading.ts';
import type { Moment } from '../../../files/grid/cell.ts';
import type { DurationUnit } from '../../../files/values/duration-text.ts';
import type { WhenText } from '../../../files/values/when-text.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import type { TitleDay } from './title-facts.ts';

/** How a number in a column of days or times is meant; `text` where the cell itself says it. */
export type WhenScheme =
  | 'text'
  | 'hours'
  | 'hours-and-minutes'
  | 'serial'
  /** 202603040830 */
  | 'digits'
  | 'epoch-seconds'
  | 'epoch-milliseconds';

export type WhenColumn = { readonly column: number; readonly scheme: WhenScheme };

/** A column that is read as something, and what numbers in it count. */
export type MeasureColumn = {
  readonly column: number;
  readonly heading: string;
  readonly unit?: DurationUnit;
  /** The heading does not say the unit: its numbers show it. */
  readonly isUnitUnsaid?: true;
  /** Minutes and seconds that a spreadsheet took for hours and minutes: 4:24 became 4:24:00. */
  readonly isTypedAsHours?: true;
};

/** One interval of one queue in each row: columns that belong together, and what their headings say. */
export type LayoutItem = {
  readonly queue?: string;
  /** A day or a time that stands above the columns. */
  readonly when?: WhenText | Moment;
  readonly measures: ReadonlyMap<ColumnRole, readonly MeasureColumn[]>;
};

export type QueuePlace =
  | { readonly kind: 'column'; readonly columns: readonly number[] }
  | { readonly kind: 'across' }
  | { readonly kind: 'named'; readonly name: string; readonly from: 'user' | 'title' | 'file' };

/** Where in a table what stands. */
export type TableLayout = {
  readonly kind: 'rows' | 'times-across' | 'days-across' | 'queues-across';
  /** The last line of the header: rows below are read. */
  readonly headerLine: number;
  /** The header as texts, to know it again where it is repeated. */
  readonly header: readonly string[];
  /** Texts above the header. */
  readonly titles: readonly string[];
  readonly queue: QueuePlace;
  readonly day?: WhenColumn;
  readonly time?: WhenColumn;
  /** Both in one. */
  readonly start?: WhenColumn;
  /** The day of rows without a column for it, until another title tells another. */
  readonly titleDay?: TitleDay;
  /** What kind of work a row is about, where a report tells kinds apart. */
  readonly stream?: number;
  readonly items: readonly LayoutItem[];
  /** Key columns in which an empty cell stands for what is above it. */
  readonly fillDown: ReadonlySet<number>;
  readonly columns: readonly (ColumnFound & { readonly role: ColumnRole })[];
  /** Headings of columns that are not read. */
  readonly unread: readonly string[];
  /** Those of them with words below: they may tell rows apart that are about one queue. */
  readonly wordColumns: readonly string[];
};
