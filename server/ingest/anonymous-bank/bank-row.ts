/** One call record of the Anonymous Bank, as its 17 columns say it. Times of day are seconds since local midnight. */
export type BankRow = {
  /** Line and row number in the file, from 1. */
  readonly line: number;
  readonly vruLine: string;
  readonly callId: string;
  /** Absent when the bank did not know the caller. */
  readonly customer?: string;
  readonly priority?: number;
  readonly type: string;
  /** The column as it stands: yymmdd. */
  readonly date: string;
  /** Local midnight of the date, in milliseconds of "UTC with the local digits". */
  readonly dayMs: number;
  readonly vruEntry: number;
  readonly vruExit: number;
  readonly queueStart: number;
  readonly queueExit: number;
  readonly outcome: BankOutcome;
  readonly serviceStart: number;
  readonly serviceExit: number;
  /** What the record itself says of its durations, in seconds; absent when it does not say. */
  readonly vruTime?: number;
  readonly queueTime?: number;
  readonly serviceTime?: number;
  /** Absent when nobody is named: NO_SERVER or nothing. */
  readonly server?: string;
  /** The column that the row lacked, and that could be done without. */
  readonly filled?: BankColumn;
};

export type BankOutcome = 'AGENT' | 'HANG' | 'PHANTOM';

/** The columns in the order of the file. */
export const BANK_COLUMNS = [
  'vru+line',
  'call_id',
  'customer_id',
  'priority',
  'type',
  'date',
  'vru_entry',
  'vru_exit',
  'vru_time',
  'q_start',
  'q_exit',
  'q_time',
  'outcome',
  'ser_start',
  'ser_exit',
  'ser_time',
  'server',
] as const;

export type BankColumn = (typeof BANK_COLUMNS)[number];

/** A row that was not converted: where it stands, what was wrong, what it said and what was expected. */
export type BankRefusal = {
  readonly line: number;
  readonly reason: BankRefusalReason;
  readonly field: string;
  readonly value: string;
  readonly expected: string;
};

export type BankRefusalReason =
  | 'field-count'
  | 'missing-field'
  | 'bad-value'
  | 'bad-date'
  | 'bad-time'
  | 'unknown-outcome'
  | 'repeated-row';
