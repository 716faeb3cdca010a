import { FileFailure } from '../file-failure.ts';
import type { Grid, GridRow } from '../grid/grid.ts';
import { askedSheets } from '../grid/named-sheet.ts';
import { bytesOfTable, type TableSource } from '../table-source.ts';
import { readInThread } from './read-in-thread.ts';

/** What the files begin with in which Office before 2007 kept its documents, and later ones those with a password. */
export const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The file and all of its cells are held at once, some fifty times as much: a sheet of 65,536 rows and eight columns is 8 MB and takes 450. */
const MOST_BYTES = 24 * 1_048_576;

/** The sheets of a workbook of before 2007 (.xls) that have something in them: those that are shown, in order, or the one that is named. */
export async function oldWorkbookGrids(source: TableSource, named?: string): Promise<readonly Grid[]> {
  const { name } = source;
  const { names, sheets } = await readInThread({ name, bytes: await wholeFile(source), named });
  const grids = sheets.map(({ sheet, merged, rows }): Grid => ({
    name,
    found: { kind: 'workbook', form: 'xls', sheet, otherSheets: names.filter((other) => other !== sheet) },
    merged,
    rows: () => portions(rows),
  }));
  return askedSheets(grids, { file: name, named, names });
}

async function wholeFile(source: TableSource): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of bytesOfTable(source)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MOST_BYTES)
        throw new FileFailure(
          `${source.name} is a workbook of before 2007 (.xls) of more than ${MOST_BYTES / 1_048_576} MB, which is as much as is held of one: save it as .xlsx or CSV`,
        );
    }
  } catch (cause) {
    throw FileFailure.of('read', source.name, cause);
  }
  return Buffer.concat(chunks);
}

/** Rows that are handed on at once. */
const PORTION = 4_096;

async function* portions(rows: readonly GridRow[]): AsyncGenerator<readonly GridRow[]> {
  for (let at = 0; at < rows.length; at += PORTION) yield rows.slice(at, at + PORTION);
}
