import type { CellObject, WorkBook } from '@e965/xlsx';
import { FileFailure } from '../file-failure.ts';
import { isEmpty, type GridCell } from '../grid/cell.ts';
import { MOST_CELL_CHARACTERS, type GridRow, type MergedArea } from '../grid/grid.ts';
import { isAsked } from '../grid/named-sheet.ts';
import { shownBy, shownNumber } from '../workbook/number-formats.ts';

export type OldWorkbookFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly named: string | undefined;
};

type OldSheet = {
  readonly sheet: string;
  readonly merged: readonly MergedArea[];
  readonly rows: readonly GridRow[];
};

/** The names of all sheets, and those asked for that have something in them. */
export type OldWorkbook = { readonly names: readonly string[]; readonly sheets: readonly OldSheet[] };

/** Reads a workbook of before 2007. It may never come back from a damaged one: only a thread with limits calls it. */
export async function readOldWorkbook({ name, bytes, named }: OldWorkbookFile): Promise<OldWorkbook> {
  const workbook = await opened(name, bytes);
  const names = workbook.SheetNames;
  const sheets = names
    .filter((sheet, at) => isAsked({ name: sheet, isHidden: isHidden(workbook, at) }, named))
    .map((sheet) => sheetOf(name, workbook, sheet))
    .filter((sheet) => sheet !== undefined);
  return { names, sheets };
}

/** The header alone. */
const LEAST_BYTES = 512;

/** The reader is large, and loaded only for such a file. Whatever it does not like is said to whoever named the file. */
async function opened(name: string, bytes: Uint8Array): Promise<WorkBook> {
  const [{ read, set_cptable: setCodePages }, codePages] = await Promise.all([
    import('@e965/xlsx'),
    import('@e965/xlsx/dist/cpexcel.full.mjs'),
  ]);
  // Before Excel 97 texts were in code pages.
  setCodePages(codePages);
  try {
    // What is shorter the reader takes for a text.
    if (bytes.length < LEAST_BYTES) throw new RangeError(`it has only ${bytes.length} bytes`);
    return read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), {
      type: 'buffer',
      dense: true,
      cellNF: true,
      cellHTML: false,
      cellFormula: false,
    });
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

/** Undefined for a sheet without anything in it. */
function sheetOf(name: string, workbook: WorkBook, sheet: string): OldSheet | undefined {
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
  const merged = merges.map(({ s: from, e: until }) => ({
    top: from.r + 1,
    bottom: until.r + 1,
    left: from.c,
    right: until.c,
  }));
  return { sheet, merged, rows };
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
