import { FileFailure } from '../file-failure.ts';
import type { Grid } from '../grid/grid.ts';
import { bytesOfTable, type TableSource } from '../table-source.ts';
import { findMarkup } from '../markup/find-markup.ts';
import { markupGrids } from '../markup/markup-grids.ts';
import { OLD_OFFICE, oldWorkbookGrids } from '../old-workbook/old-workbook-grids.ts';
import { textGrid, type TextChoices } from '../text/text-grid.ts';
import { workbookGrids } from '../workbook/workbook-grids.ts';

/** What a user says about how a table is written, where that is not to be found out. */
export type GridChoices = TextChoices & {
  /** The sheet of a workbook, or the number of a page's table. */
  readonly sheet?: string;
};

/** The grids of a table: one of a text, one for each sheet that has something in it of a workbook. None where there is nothing. What kind of file it is is seen in its bytes, whatever its name is. */
export async function openGrids(source: TableSource, choices: GridChoices): Promise<readonly Grid[]> {
  const start = await firstBytes(source);
  if (start.length === 0) return [];
  for (const [bytes, said] of NO_TABLES)
    if (start.subarray(0, bytes.length).equals(bytes)) throw new FileFailure(`${source.name} is ${said}`);
  if (start.subarray(0, ZIP.length).equals(ZIP)) return workbookGrids(source, choices.sheet);
  if (start.subarray(0, OLD_OFFICE.length).equals(OLD_OFFICE)) return oldWorkbookGrids(source, choices.sheet);
  const markup = findMarkup(start);
  if (markup !== undefined) return markupGrids(source, markup, choices);
  if (choices.sheet !== undefined)
    throw new FileFailure(`${source.name} is a text and has no sheets: leave --sheet ${choices.sheet} out`);
  return [await textGrid(source, choices)];
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

/** Files that people take for tables, by how they begin. */
const NO_TABLES: readonly (readonly [Buffer, string])[] = [
  ...[0x00, 0x02, 0x04].map((version): readonly [Buffer, string] => [
    Buffer.from([0x09, version, version === 0 ? 4 : 6, 0x00]),
    'a sheet of Excel 2 to 4, from before 1994: save it as .xlsx or CSV',
  ]),
  [Buffer.from('MIME-Version:'), 'a web archive (.mht): save it as .xlsx or CSV'],
  [Buffer.from('%PDF'), 'a PDF: export the table as .xlsx or CSV'],
  [Buffer.from('SQLite format 3'), 'a database: export the table as .xlsx or CSV'],
];

async function firstBytes(source: TableSource): Promise<Buffer> {
  try {
    for await (const chunk of bytesOfTable(source)) return chunk;
  } catch (cause) {
    throw FileFailure.of('read', source.name, cause);
  }
  return Buffer.alloc(0);
}
