import type { ContactRecord } from '../contact.ts';
import type { Columns } from './column.ts';
import { HANDLING_COLUMNS, handlingRows, type HandlingRow } from './handling-row.ts';
import { PASS_COLUMNS, passRows, type PassRow } from './pass-row.ts';
import { ROUND_COLUMNS, roundRows, type RoundRow } from './round-row.ts';
import type { RowContext } from './row-context.ts';
import { SPAN_COLUMNS, type SpanRow } from './span-row.ts';
import { VISIT_COLUMNS, visitRows, type VisitRow } from './visit-row.ts';

/** What is over, row by row: visits to queues, talks with agents, rounds of chats, passes through self-service, agents' time. */
export const ROW_COLUMNS = {
  visit: VISIT_COLUMNS,
  handling: HANDLING_COLUMNS,
  round: ROUND_COLUMNS,
  pass: PASS_COLUMNS,
  span: SPAN_COLUMNS,
} as const satisfies Readonly<Record<string, Columns>>;

export type RowKind = keyof typeof ROW_COLUMNS;

/** A kind of row that is read from a contact. */
export type ContactRowKind = Exclude<RowKind, 'span'>;

export type RowsByKind = {
  readonly visit: VisitRow;
  readonly handling: HandlingRow;
  readonly round: RoundRow;
  readonly pass: PassRow;
  readonly span: SpanRow;
};

/** The rows of one kind that a contact's life comes to. */
export const rowsOf: {
  readonly [Kind in ContactRowKind]: (record: ContactRecord, context: RowContext) => RowsByKind[Kind][];
} = { visit: visitRows, handling: handlingRows, round: roundRows, pass: passRows };
