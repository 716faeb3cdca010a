import { BANK_COLUMNS, type BankColumn } from './bank-row.ts';

/** The 17 fields of a row, or why they cannot be told apart. */
export type SplitRow =
  | { readonly kind: 'fields'; readonly fields: readonly string[]; readonly filled?: BankColumn }
  /** One field is missing, and it is one of `columns`: none of them can be done without. */
  | { readonly kind: 'missing'; readonly columns: readonly BankColumn[] }
  | { readonly kind: 'count'; readonly count: number };

const COLUMNS = BANK_COLUMNS.length;

/** Splits a row at its tabs, or at any white space where there are no tabs. A row of 16 fields is completed where that is safe. */
export function splitBankRow(text: string): SplitRow {
  if (!text.includes('\t')) return completed(atSpaces(text));
  const split = completed(atTabs(text));
  if (split.kind === 'fields') return split;
  // Tabs and spaces mixed: the tabs alone do not make the fields, all white space may.
  const mixed = completed(atSpaces(text));
  return mixed.kind === 'fields' ? mixed : split;
}

function completed(fields: readonly string[]): SplitRow {
  if (fields.length === COLUMNS) return { kind: 'fields', fields };
  return fields.length === COLUMNS - 1 ? completeRow(fields) : { kind: 'count', count: fields.length };
}

function atTabs(text: string): string[] {
  const fields = text.split('\t').map((field) => field.trim());
  // Some editors end every line with a tab: empty fields after the 17th are no fields.
  while (fields.length > COLUMNS && fields.at(-1) === '') fields.pop();
  return fields;
}

const atSpaces = (text: string): string[] => text.trim().split(/\s+/);

/** Columns that a contact can be told without. */
const SPARE: ReadonlySet<BankColumn> = new Set([
  'customer_id',
  'priority',
  'vru_time',
  'q_time',
  'ser_time',
  'server',
]);

function completeRow(fields: readonly string[]): SplitRow {
  const fitting = BANK_COLUMNS.filter((_, position) => fitsWithout(fields, position));
  const missing = likeliest(fitting);
  if (missing === undefined) {
    return fitting.length > 0
      ? { kind: 'missing', columns: fitting }
      : { kind: 'count', count: fields.length };
  }
  const position = BANK_COLUMNS.indexOf(missing);
  return {
    kind: 'fields',
    fields: [...fields.slice(0, position), '', ...fields.slice(position)],
    filled: missing,
  };
}

/** The missing column, when it can be told and can be done without. */
function likeliest(fitting: readonly BankColumn[]): BankColumn | undefined {
  const [only] = fitting;
  if (fitting.length === 1 && only !== undefined) return SPARE.has(only) ? only : undefined;
  // Short numbers side by side could be any of three columns. The bank describes the customer's as "0 to 12 digits" long,
  // so it may be empty; the call's number and the priority are always there.
  return fitting.includes('customer_id') ? 'customer_id' : undefined;
}

const TIME = /^\d{1,2}:\d{2}:\d{2}$/;
const SECONDS = /^-?\d+$/;
const WORD = /^[A-Za-z]+$/;

/** What a field of each column looks like. The call's number is said to have five digits; six leaves room. */
const LOOKS: Readonly<Record<BankColumn, RegExp>> = {
  'vru+line': /^[A-Za-z]{2}\d+$/,
  call_id: /^\d{1,6}$/,
  customer_id: /^\d{1,12}$/,
  priority: /^\d$/,
  type: /^[A-Za-z]{2}$/,
  date: /^\d{6}$/,
  vru_entry: TIME,
  vru_exit: TIME,
  vru_time: SECONDS,
  q_start: TIME,
  q_exit: TIME,
  q_time: SECONDS,
  outcome: WORD,
  ser_start: TIME,
  ser_exit: TIME,
  ser_time: SECONDS,
  server: /^[A-Za-z]\S*$/,
};

function fitsWithout(fields: readonly string[], missing: number): boolean {
  return BANK_COLUMNS.every((column, position) => {
    if (position === missing) return true;
    return LOOKS[column].test(fields[position < missing ? position : position - 1] ?? '');
  });
}
