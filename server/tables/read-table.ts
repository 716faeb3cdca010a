import { readFile } from 'node:fs/promises';
import { parse, CsvError } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { FileFailure } from '../cli/file-failure.ts';

/** A table that a person keeps in a file. Column names are as written, without spaces around them. */
export type TextTable = {
  readonly path: string;
  readonly columns: readonly string[];
  readonly lines: readonly TableLine[];
};

export type TableLine = {
  /** `people.csv line 7`. */
  readonly where: string;
  /** The cell under a column, without spaces around it; empty where there is none. */
  text(column: string): string;
};

/** Two million lines: a thousand queues, eight weeks of half hours, twelve hours a day. */
const MOST_LINES = 2_000_000;

/** The first sheet of a workbook where the name ends in `.xlsx`, else CSV with a header. Rejects with a FileFailure that names the line. */
export async function readTable(path: string): Promise<TextTable> {
  try {
    if (/\.xlsx$/i.test(path)) return tableOf(path, await readWorkbookRows(path));
    return parseTable(await readFile(path, 'utf8'), path);
  } catch (cause) {
    throw FileFailure.of('read', path, cause);
  }
}

/** The table in a text of CSV. Throws a FileFailure that names what is no CSV. */
export function parseTable(text: string, path: string): TextTable {
  return tableOf(path, csvRows(text, path));
}

type Row = { readonly cells: readonly string[]; readonly line: number };

function csvRows(text: string, path: string): readonly Row[] {
  const lines: number[] = [];
  try {
    const records: string[][] = parse(text, {
      bom: true,
      skip_empty_lines: true,
      relax_column_count: true,
      to: MOST_LINES + 2,
      on_record: (record: string[], { lines: line }) => {
        lines.push(line);
        return record;
      },
    });
    return records.map((cells, at) => ({ cells, line: lines[at] ?? 0 }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new FileFailure(`${path} cannot be read as CSV: ${cause.message}`, { cause });
  }
}

async function readWorkbookRows(path: string): Promise<readonly Row[]> {
  const rows = await readSheet(path);
  return rows.map((row, at) => ({ cells: row.map(cellText), line: at + 1 }));
}

function cellText(cell: unknown): string {
  // A date of a workbook has no zone: its digits are read as they stand.
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace('T00:00:00', '');
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean'
    ? String(cell)
    : '';
}

function tableOf(path: string, [header, ...rows]: readonly Row[]): TextTable {
  if (rows.length > MOST_LINES)
    throw new FileFailure(`${path}: at most ${MOST_LINES} lines are read, it has more`);
  const columns = (header?.cells ?? []).map((name) => name.trim());
  const places = new Map(columns.map((name, at) => [name, at]));
  return {
    path,
    columns,
    lines: rows.map(({ cells, line }) => ({
      where: `${path} line ${line}`,
      text: (column) => cells[places.get(column) ?? -1]?.trim() ?? '',
    })),
  };
}
