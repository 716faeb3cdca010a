import { csvText } from './csv-text.ts';
import type { Table } from './table.ts';

/** A table as lines of CSV. */
export function* csvLines({ header, rows }: Table): Iterable<string> {
  yield header.map(csvText).join(',');
  for (const row of rows) yield row.map((cell) => csvText(cell === undefined ? '' : String(cell))).join(',');
}
