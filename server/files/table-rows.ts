import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { readSheet } from 'read-excel-file/node';
import { FileFailure } from './file-failure.ts';
import { readLines } from './read-lines.ts';

/** One row of a table: where it stands, and its fields as text by name of column; a field that is not there is empty. */
export type TableRow = { readonly line: number; readonly field: (column: string) => string };

/**
 * The rows of a table: CSV (zipped or not; `-` is standard input), or the first sheet of an .xlsx file. The first row names
 * the columns, `needed` among them, by these names or by an alias. What cannot be read throws a FileFailure that says where.
 */
export async function* tableRows(
  path: string,
  needed: readonly string[],
  aliases: ReadonlyMap<string, string> = new Map(),
): AsyncGenerator<TableRow> {
  const records = path.toLowerCase().endsWith('.xlsx') ? sheetRecords(path) : csvRecords(path);
  let columns: ReadonlyMap<string, number> | undefined;
  for await (const { line, record } of records) {
    if (columns === undefined) {
      columns = namedColumns(record, { path, needed, aliases });
      continue;
    }
    const known = columns;
    yield { line, field: (column) => record[known.get(column) ?? -1]?.trim() ?? '' };
  }
  if (columns === undefined)
    throw new FileFailure(`${path} is empty, expected a header with ${needed.join(',')}`);
}

type Naming = {
  readonly path: string;
  readonly needed: readonly string[];
  readonly aliases: ReadonlyMap<string, string>;
};

function namedColumns(
  header: readonly string[],
  { path, needed, aliases }: Naming,
): ReadonlyMap<string, number> {
  const words = header.map((name) => name.trim().toLowerCase());
  const columns = new Map(words.map((name, at) => [aliases.get(name) ?? name, at]));
  const missing = needed.filter((name) => !columns.has(name));
  if (missing.length === 0) return columns;
  throw new FileFailure(
    `${path} line 1: expected a header with ${needed.join(',')}, missing ${missing.join(', ')}, got ${header.join(',').slice(0, 200)}`,
  );
}

type NumberedRecord = { readonly line: number; readonly record: readonly string[] };

async function* csvRecords(path: string): AsyncGenerator<NumberedRecord> {
  const parser = parse({ bom: true, info: true, skip_empty_lines: true });
  const text = Readable.from(textOf(path));
  text.on('error', (cause) => parser.destroy(cause));
  const parsed: AsyncIterable<{
    readonly record: readonly string[];
    readonly info: { readonly lines: number };
  }> = text.pipe(parser);
  try {
    for await (const { record, info } of parsed) yield { line: info.lines, record };
  } catch (cause) {
    if (cause instanceof CsvError) throw new FileFailure(`${path} is no table: ${cause.message}`, { cause });
    throw FileFailure.of('read', path, cause);
  }
}

async function* textOf(path: string): AsyncGenerator<string> {
  for await (const { lines } of readLines(path)) yield `${lines.join('\n')}\n`;
}

async function* sheetRecords(path: string): AsyncGenerator<NumberedRecord> {
  const rows = await readSheet(path).catch((cause: unknown) => {
    throw FileFailure.of('read', path, cause);
  });
  for (const [index, row] of rows.entries()) {
    if (row.every((cell) => cell === null)) continue;
    yield { line: index + 1, record: row.map(cellText) };
  }
}

/** A date in a sheet has no zone; it is read as the digits that the sheet shows. */
function cellText(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 19);
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : '';
}
