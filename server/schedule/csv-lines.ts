import type { Table } from './roster-table.ts';

/** A table as lines of CSV; text with a comma, a quote or a line break in it is quoted (RFC 4180). */
export function* csvLines({ header, rows }: Table): Iterable<string> {
  yield header.map(quoted).join(',');
  for (const row of rows) yield row.map((cell) => quoted(cell === undefined ? '' : String(cell))).join(',');
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
