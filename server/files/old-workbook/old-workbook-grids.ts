import type { CellObject, WorkBook } from '@e965/xlsx';
import { FileFailure } from '../file-failure.ts';
import { isEmpty, type GridCell } from '../grid/cell.ts';
import { MOST_CELL_CHARACTERS, type Grid, type GridRow } from '../grid/grid.ts';
import { askedSheets, isAsked } from '../grid/named-sheet.ts';
import { bytesOfTable, type TableSource } from '../table-source.ts';
import { shownBy, shownNumber } from '../workbook/number-formats.ts';

/** What the files begin with in which Office before 2007 kept its documents, and later ones those with a password. */
export const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** The file and all of its cells are held at once, some fifty times as much: a sheet of 65,536 rows and eight columns is 8 MB and takes 450. */
const MOST_BYTES = 24 * 1_048_576;

/** The sheets of a workbook of before 2007 (.xls) that have something in them: those that are shown, in order, or the one that is named. */
export async function oldWorkbookGrids(source: TableSource, named?: string): Promise<readonly Grid[]> {
  const { name } = source;
  const workbook = await opened(name, await wholeFile(source));
  const names = workbook.SheetNames;
  const grids = names
    .filter((sheet, at) => isAsked({ name: sheet, isHidden: isHidden(workbook, at) }, named))
    .map((sheet) => gridOf({ name, workbook, sheet }))
    .filter((grid) => grid !== undefined);
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

/** The header alone. */
const LEAST_BYTES = 512;

/** The reader is large, and loaded only for such a file. Whatever it does not like is said to whoever named the file. */
async function opened(name: string, bytes: Buffer): Promise<WorkBook> {
  const [{ read, set_cptable: setCodePages }, codePages] = await Promise.all([
    import('@e965/xlsx'),
    import('@e965/xlsx/dist/cpexcel.full.mjs'),
  ]);
  // Before Excel 97 texts were in code pages.
  setCodePages(codePages);
  try {
    // What is shorter the reader takes for a text.
    if (bytes.length < LEAST_BYTES) throw new RangeError(`it has only ${bytes.length} bytes`);
    return read(bytes, { type: 'buffer', dense: true, cellNF: true, cellHTML: false, cellFormula: false });
  } catch (cause) {
    const isLocked = /password|encrypt/i.test(cause instanceof Error ? cause.message : '');
    throw new FileFailure(
      isLocked
        ? `${name} is a workbook with a password: save it as .xlsx without one, or as CSV`
        : `cannot read ${name}, a workbook of before 2007 (.xls) or another document of Office: save it as .xlsx or CSV (${cause instanceof Error ? cause.message : String(cause)})`,
      { cause },
    );
  }
}

const isHidden = ({ Workbook: book }: WorkBook, at: number): boolean =>
  (book?.Sheets?.[at]?.Hidden ?? 0) !== 0;

type Place = { readonly name: string; readonly workbook: WorkBook; readonly sheet: string };

/** Undefined for a sheet without anything in it. */
function gridOf(place: Place): Grid | undefined {
  const { name, workbook, sheet } = place;
  const { '!data': lines = [], '!merges': merges = [] } = workbook.Sheets[sheet] ?? {};
  const daysFrom1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const rows: GridRow[] = [];
  for (const [at, line] of lines.entries()) {
    // Rows and cells that are not there are holes.
    const cells = Array.from({ length: line?.length ?? 0 }, (_, column) =>
      valueOf(line?.[column], { daysFrom1904, where: `${name}, sheet ${sheet}, row ${at + 1}` }),
    );
    if (!cells.every(isEmpty)) rows.push({ line: at + 1, cells });
  }
  if (rows.length === 0) return undefined;
  return {
    name,
    found: {
      kind: 'workbook',
      form: 'xls',
      sheet,
      otherSheets: workbook.SheetNames.filter((other) => other !== sheet),
    },
    merged: merges.map(({ s: from, e: until }) => ({
      top: from.r + 1,
      bottom: until.r + 1,
      left: from.c,
      right: until.c,
    })),
    rows: () => portions(rows),
  };
}

type Reading = { readonly daysFrom1904: boolean; readonly where: string };

function valueOf(cell: CellObject | undefined, { daysFrom1904, where }: Reading): GridCell {
  const value = cell?.v;
  if (cell?.t === 'e') return cell.w ?? '#N/A';
  if (typeof value === 'number')
    return shownNumber(value, shownBy(0, typeof cell?.z === 'string' ? cell.z : undefined), daysFrom1904);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value !== 'string') return '';
  if (value.length > MOST_CELL_CHARACTERS)
    throw new FileFailure(
      `${where}: a cell has ${value.length} characters, expected at most ${MOST_CELL_CHARACTERS}`,
    );
  return value;
}

/** Rows that are handed on at once. */
const PORTION = 4_096;

async function* portions(rows: readonly GridRow[]): AsyncGenerator<readonly GridRow[]> {
  for (let at = 0; at < rows.length; at += PORTION) yield rows.slice(at, at + PORTION);
}
