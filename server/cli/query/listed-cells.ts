import type { Row } from '#domain/history/column.ts';
import { SECOND_MS, epochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { Cell } from '../../files/table.ts';
import type { ListedRow } from '../../history/figures/list-rows.ts';
import { isoMillis } from './iso-millis.ts';

/** What a listed row says of itself besides the columns asked for, as far as its kind has it. */
const LISTED = [
  'contact',
  'customer',
  'queue',
  'channel',
  'direction',
  'priority',
  'arrived_at',
  'rang_at',
  'answered_at',
  'decided_at',
  'replied_at',
  'ended_at',
  'wrapped_at',
  'over_at',
  'wait_ms',
  'queue_position',
  'expected_wait_ms',
  'response_ms',
  'pass_ms',
  'handle_ms',
  'agent',
  'site',
  'outcome',
  'reason',
] as const;

/** The columns of a list: those asked for, then what a row of this kind says, each once. */
export function listedColumns(
  by: readonly string[],
  columns: Readonly<Record<string, unknown>>,
): readonly string[] {
  return LISTED.filter((name) => name in columns && !by.includes(name));
}

/** `wait_ms` is written as `wait`, in seconds, and `arrived_at` as `arrived`. */
export const listedHeading = (column: string): string => column.replace(/_(?:ms|at)$/, '');

/** A row of the list. */
export function listedCells(
  { by, row }: ListedRow,
  columns: readonly string[],
  zone: TimeZone,
): readonly Cell[] {
  return [...by, ...columns.map((column) => listedCell(row, column, zone))];
}

function listedCell(row: Row, column: string, zone: TimeZone): Cell {
  const value = row[column];
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return undefined;
  if (column.endsWith('_at')) return isoMillis(zone, epochMs(value));
  return column.endsWith('_ms') ? { value: value / SECOND_MS, decimals: 3 } : value;
}
