import writeXlsx from 'write-excel-file/node';
import type { Table } from './roster-table.ts';

/** Writes tables as the sheets of one workbook; the header stays in sight. */
export async function writeWorkbook(path: string, tables: readonly Table[]): Promise<void> {
  const sheets = tables.map(({ name, header, rows }) => ({
    sheet: name,
    stickyRowsCount: 1,
    columns: header.map((title) => ({ width: Math.max(12, title.length + 2) })),
    data: [
      header.map((title) => ({ value: title, fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map((cell) => (cell === undefined ? null : { value: cell }))),
    ],
  }));
  await writeXlsx(sheets).toFile(path);
}
