import { csvRow } from '../../files/writing/csv-row.ts';
import type { AnswerTable } from './answer-tables.ts';

/** A table as CSV (RFC 4180). */
export const csvText = ({ columns, rows }: AnswerTable): string =>
  [columns.map(({ name }) => name), ...rows].map((row) => `${csvRow(row)}\r\n`).join('');
