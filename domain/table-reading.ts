import type { LocalDay } from './local-day.ts';

/** How the bytes of a text were read, and what showed it. */
export type EncodingFound = {
  readonly name: string;
  readonly because:
    | 'byte-order-mark'
    | 'only-ascii'
    | 'strictly-valid'
    | 'zeros-between'
    | 'common-characters'
    | 'accented-letters'
    | 'told-by-file'
    | 'named-by-user';
};

/** What kind of file a table was in. */
export type FormatFound =
  | {
      readonly kind: 'text';
      readonly encoding: EncodingFound;
      /** What stands between two fields. */
      readonly separator: string;
    }
  | {
      readonly kind: 'workbook';
      /** Of before 2007, or in XML. Absent: as they are today. */
      readonly form?: 'xls' | 'xml';
      readonly sheet: string;
      /** Sheets with something in them that were not read. */
      readonly otherSheets: readonly string[];
    }
  /** A page with tables, which programs call a workbook. They have numbers, from 1. */
  | {
      readonly kind: 'web-page';
      readonly encoding: EncodingFound;
      readonly table: string;
      readonly otherTables: readonly string[];
    };

/** In which order day, month and year stand, and what showed it. */
export type DateOrderFound = {
  readonly order: 'ymd' | 'dmy' | 'mdy';
  readonly because:
    | { readonly kind: 'named-by-user' }
    /** Of all dates this is the first that can be read in one way only. */
    | { readonly kind: 'date'; readonly text: string; readonly line: number }
    /** Read in any other order such dates would be years apart. */
    | { readonly kind: 'near-days'; readonly text: string; readonly line: number };
};

/** A column that was read, by its headings; several are added up, or joined when they name a queue. */
export type ColumnFound = {
  readonly role: string;
  readonly headings: readonly string[];
  /** Minutes and seconds that a spreadsheet took for hours and minutes. */
  readonly isTypedAsHours?: true;
  /** Milliseconds, which the heading does not say. */
  readonly isInMilliseconds?: true;
};

/** Why a row was passed over. */
export type PassedOverReason =
  /** Above the header. */
  | 'title'
  | 'heading-again'
  /** A sum or a mean of other rows. */
  | 'total'
  /** All queues together, beside the queues themselves. */
  | 'all-queues'
  /** Outbound work, or deferred work of a queue that has customers too. */
  | 'other-stream'
  /** Words below or between the rows. */
  | 'note'
  /** Its count is empty: what came then is unknown. */
  | 'no-count'
  /** Nothing came in an hour that the clock skipped. */
  | 'skipped-hour'
  /** The same as another row. */
  | 'equal-duplicate'
  /** Another row of its interval was taken, as the user said. */
  | 'conflicting-duplicate'
  /** It cannot be read, and the user said to go on. */
  | 'mistake';

/** Rows that were passed over for one reason; the lines of the first few. */
export type PassedOver = {
  readonly reason: PassedOverReason;
  readonly rows: number;
  readonly lines: readonly number[];
};

/** What was understood of a table. */
export type TableReading = {
  readonly name: string;
  readonly format: FormatFound;
  readonly layout: 'rows' | 'times-across' | 'days-across' | 'queues-across';
  /** The line of the header; 0 where there is none. */
  readonly headerLine: number;
  readonly columns: readonly ColumnFound[];
  readonly unread: readonly string[];
  /** The one queue of a table without a column for it. */
  readonly oneQueue?: { readonly name: string; readonly from: 'user' | 'title' | 'file' };
  /** Of a table without a column of days: the day that stands above it. */
  readonly titleDay?: string;
  readonly dates?: DateOrderFound;
  /** A number that could be two, and how it was read, as nothing in the table told. */
  readonly assumedNumber?: {
    readonly text: string;
    readonly value: number;
    readonly otherwise: 'point' | 'comma';
  };
  /** Columns in which an empty cell stands for the one above it. */
  readonly groupColumns: readonly string[];
  /** Rows, or cells of a wide table, that were taken. */
  readonly intervals: number;
  readonly passedOver: readonly PassedOver[];
};

/** Days, or intervals of one day, of which a queue's history says nothing, though it usually does on such a weekday. */
export type HistoryGap =
  | {
      readonly kind: 'days';
      readonly queue: string;
      readonly first: LocalDay;
      readonly last: LocalDay;
      readonly days: number;
    }
  | {
      readonly kind: 'intervals';
      readonly queue: string;
      readonly day: LocalDay;
      readonly from: number;
      readonly until: number;
      readonly intervals: number;
    };

/** What was understood of a history. */
export type HistoryTableReading = TableReading & {
  /** Of all times in it. */
  readonly zone: string;
  /** Minutes from one start to the next. */
  readonly stepMinutes: number;
  readonly queues: number;
  readonly first: LocalDay;
  readonly last: LocalDay;
  /** Rows with contacts and a handle time of 0, which is taken as unknown. */
  readonly rowsWithoutHandleTime: number;
  readonly gaps: readonly HistoryGap[];
  /** Hours that came twice as the clock went back; `twice` where both were told. */
  readonly repeatedHours: readonly {
    readonly day: LocalDay;
    readonly rows: number;
    readonly told: 'once' | 'twice';
  }[];
};

/** A column that is not read, and why that may be a mistake. */
export type UnreadColumn = {
  readonly heading: string;
  readonly doubt?:
    | {
        readonly kind: 'near';
        /** A column that the table does not have, under a heading that is known. */ readonly column: string;
        readonly known: string;
      }
    /** Another column is it already. */
    | { readonly kind: 'taken'; readonly column: string };
};

/** What was understood of a table with a row for each thing: people, special days, corrections … */
export type ListReading = {
  readonly name: string;
  readonly format: FormatFound;
  readonly headerLine: number;
  readonly columns: readonly ColumnFound[];
  readonly unread: readonly UnreadColumn[];
  readonly rows: number;
  readonly passedOver: readonly PassedOver[];
  /** What is taken where the table has no such column. */
  readonly assumed: readonly { readonly column: string; readonly value: string }[];
};
