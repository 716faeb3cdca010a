import { parse } from 'csv-parse/sync';
import {
  patienceFromCounts,
  type Patience,
} from '../../../forecasting/staffing/patience/estimate-patience.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { COLUMN } from './columns.ts';

const NEEDED = [
  COLUMN.queue,
  COLUMN.answered,
  COLUMN.abandoned,
  COLUMN.asaSeconds,
  COLUMN.abandonWaitSeconds,
];

type Sums = { abandoned: number; waitAnsweredSeconds: number; waitAbandonedSeconds: number };

/**
 * The mean patience of each queue in an interval report, as `callboard replay --report` writes it, and of all of them as `*`.
 * Queues that nobody abandoned are not in it.
 */
export function readPatience(text: string, path: string): ReadonlyMap<string, Patience> {
  const sums = new Map<string, Sums>();
  const rows = rowsOf(text, path);
  for (const [at, row] of rows.entries()) {
    const { queue = '' } = row;
    const amount = (name: string): number => amountOf(row, name, `${path} line ${at + 2}`);
    const sum = sums.get(queue) ?? { abandoned: 0, waitAnsweredSeconds: 0, waitAbandonedSeconds: 0 };
    sum.abandoned += amount(COLUMN.abandoned);
    sum.waitAnsweredSeconds += amount(COLUMN.answered) * amount(COLUMN.asaSeconds);
    sum.waitAbandonedSeconds += amount(COLUMN.abandoned) * amount(COLUMN.abandonWaitSeconds);
    sums.set(queue, sum);
  }
  if (!sums.has(EVERYONE)) sums.set(EVERYONE, total([...sums.values()]));
  return new Map(
    [...sums].flatMap(([queue, sum]) => {
      const patience = patienceFromCounts(sum);
      return patience === undefined ? [] : [[queue, patience] as const];
    }),
  );
}

/** How a report names all queues together. */
export const EVERYONE = '*';

type Row = Readonly<Record<string, string | undefined>>;

function rowsOf(text: string, path: string): readonly Row[] {
  let rows: readonly Row[];
  try {
    rows = parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new FileFailure(`${path}: not readable as CSV: ${said}`, { cause });
  }
  const missing = NEEDED.filter((name) => rows[0]?.[name] === undefined);
  if (missing.length > 0)
    throw new FileFailure(`${path}: columns ${NEEDED.join(',')} expected, ${missing.join(',')} missing`);
  return rows;
}

/** A mean of nothing is written as nothing, and weighs nothing. */
function amountOf(row: Row, name: string, where: string): number {
  const amount = Number(row[name] ?? '');
  if (amount >= 0 && amount < Infinity) return amount;
  throw new FileFailure(`${where}: ${name} must be a number of at least 0, got ${row[name] ?? 'nothing'}`);
}

function total(sums: readonly Sums[]): Sums {
  const sum = { abandoned: 0, waitAnsweredSeconds: 0, waitAbandonedSeconds: 0 };
  for (const one of sums) {
    sum.abandoned += one.abandoned;
    sum.waitAnsweredSeconds += one.waitAnsweredSeconds;
    sum.waitAbandonedSeconds += one.waitAbandonedSeconds;
  }
  return sum;
}
