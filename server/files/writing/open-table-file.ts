import { FileFailure } from '../file-failure.ts';
import type { Cell, Table, TableHead } from '../table.ts';
import { writeEventFile, type EventFileWriter } from '../write-file.ts';
import { csvRow } from './csv-row.ts';
import type { TableFile, TableFileOptions } from './table-file.ts';
import { workbookFile } from './workbook-file.ts';

/** Opens a file of tables: a workbook when its name ends in .xlsx, or else CSV in UTF-8, zipped when it ends in .gz; `-` is standard output. */
export function openTableFile(path: string, { isForExcel = false }: TableFileOptions = {}): TableFile {
  if (/\.xlsx$/i.test(path)) return workbookFile(path);
  if (/\.(xls|xlsm|xlsb|ods|numbers)$/i.test(path))
    throw new FileFailure(`cannot write ${path}: expected a name that ends in .xlsx, or in .csv`);
  return new CsvFile(writeEventFile(path), isForExcel);
}

/** Writes tables, each a sheet of a workbook; of a text, the first. */
export async function writeTables(
  path: string,
  tables: readonly Table[],
  options: TableFileOptions = {},
): Promise<void> {
  const file = openTableFile(path, options);
  try {
    const isWorkbook = /\.xlsx$/i.test(path);
    for (const table of isWorkbook ? tables : tables.slice(0, 1)) {
      await file.begin(table);
      await file.add(table.rows);
    }
    await file.commit();
  } finally {
    await file.discard();
  }
}

const MARK = '\uFEFF';
/** Rows that are handed on together. */
const ROWS_A_WRITE = 1000;

class CsvFile implements TableFile {
  readonly #file: EventFileWriter;
  readonly #isForExcel: boolean;

  constructor(file: EventFileWriter, isForExcel: boolean) {
    this.#file = file;
    this.#isForExcel = isForExcel;
  }

  async begin({ header }: TableHead): Promise<void> {
    await this.#file.write(`${this.#isForExcel ? MARK : ''}${csvRow(header)}\n`);
  }

  async add(rows: Iterable<readonly Cell[]>): Promise<void> {
    let lines: string[] = [];
    for (const row of rows) {
      lines.push(`${csvRow(row)}\n`);
      if (lines.length < ROWS_A_WRITE) continue;
      await this.#file.write(lines.join(''));
      lines = [];
    }
    if (lines.length > 0) await this.#file.write(lines.join(''));
  }

  commit(): Promise<void> {
    return this.#file.commit();
  }

  discard(): Promise<void> {
    return this.#file.discard();
  }
}
