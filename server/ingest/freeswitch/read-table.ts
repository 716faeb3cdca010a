import { shorten, type Refusal } from '../events/explain-refusal.ts';

/** One row of a table by column. */
export type Row = ReadonlyMap<string, string>;

export type Table = {
  readonly rows: readonly Row[];
  readonly refused: readonly Refusal[];
};

export type ReadTable =
  | { readonly kind: 'table'; readonly table: Table }
  /** The switch said no, in its words. */
  | { readonly kind: 'denied'; readonly reason: string };

/**
 * Reads what `callcenter_config … list` answers: a line of column names, a line for each row, `+OK`. Nothing is escaped, so
 * a `|` inside a dial string or a caller's name makes a row too long; the column `free` is the one that takes the surplus.
 */
export function readTable(body: string, free: string): ReadTable {
  const lines = body.split('\n').map((line) => line.replace(/\r$/, ''));
  const [first = ''] = lines;
  if (first.startsWith('-')) return { kind: 'denied', reason: shorten(first) };
  const end = lines.lastIndexOf('+OK');
  if (end === -1) return { kind: 'denied', reason: `a table without its last line, +OK: ${shorten(first)}` };
  const columns = end === 0 ? [] : first.split('|');
  const rows: Row[] = [];
  const refused: Refusal[] = [];
  for (const line of lines.slice(1, Math.max(1, end))) {
    const row = readRow(line, columns, columns.indexOf(free));
    if (row !== undefined) rows.push(row);
    else
      refused.push({
        reason: 'bad-value',
        field: free,
        value: shorten(line),
        expected: `${columns.length} columns`,
      });
  }
  return { kind: 'table', table: { rows, refused } };
}

/** The row by column; undefined when values are missing, as where a name breaks the line. */
function readRow(line: string, columns: readonly string[], free: number): Row | undefined {
  const values = line.split('|');
  const surplus = values.length - columns.length;
  if (surplus < 0 || (surplus > 0 && free === -1)) return undefined;
  if (surplus > 0) values.splice(free, surplus + 1, values.slice(free, free + surplus + 1).join('|'));
  const row = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const value = values[index] ?? '';
    // How the switch's printf writes what is NULL in its database.
    row.set(column, value === '(null)' ? '' : value);
  }
  return row;
}
