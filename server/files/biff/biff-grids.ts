import { FileFailure } from '../file-failure.ts';
import type { Grid, GridRow } from '../grid/grid.ts';
import { bytesOfTable, type TableSource } from '../table-source.ts';
import { biffCells } from './biff-cells.ts';
import { biffWorkbook, type BiffSheet, type BiffWorkbook } from './biff-workbook.ts';

/** A sheet of 65,536 rows and 256 columns of texts is smaller; the file is held as a whole. */
const MOST_BYTES = 512 * 1_048_576;

/** The sheets of a workbook of before 2007 (.xls) that have something in them: those that are shown, in order, or the one that is named. */
export async function biffGrids(source: TableSource, named?: string): Promise<readonly Grid[]> {
  const { name } = source;
  const file = await wholeFile(source);
  const open = <Read>(read: () => Read): Read => {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
      throw new FileFailure(
        `cannot read ${name}, a workbook of before 2007 (.xls): ${cause.message}; or save it as .xlsx or CSV`,
        { cause },
      );
    }
  };
  const workbook = open(() => biffWorkbook(file));
  const names = workbook.sheets.map((sheet) => sheet.name);
  const grids = workbook.sheets
    .filter((sheet) => isAsked(sheet, named))
    .map((sheet) => open(() => gridOf({ name, workbook, sheet, names })))
    .filter((grid) => grid !== undefined);
  if (grids.length > 0 || named === undefined) return grids;
  throw new FileFailure(
    `${name} has no sheet ${named} with something in it: expected one of ${names.join(', ')}`,
  );
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
          `${source.name} is longer than ${MOST_BYTES / 1_048_576} MB, as no workbook of before 2007 is: save it as .xlsx or CSV`,
        );
    }
  } catch (cause) {
    throw FileFailure.of('read', source.name, cause);
  }
  return Buffer.concat(chunks);
}

const isAsked = ({ name, isHidden }: BiffSheet, named?: string): boolean =>
  named === undefined ? !isHidden : name.trim().toLowerCase() === named.trim().toLowerCase();

type Asked = {
  readonly name: string;
  readonly workbook: BiffWorkbook;
  readonly sheet: BiffSheet;
  readonly names: readonly string[];
};

/** Undefined for a sheet without anything in it. */
function gridOf({ name, workbook, sheet, names }: Asked): Grid | undefined {
  const { rows, merged } = biffCells(workbook, sheet);
  if (rows.length === 0) return undefined;
  return {
    name,
    found: {
      kind: 'workbook',
      form: 'xls',
      sheet: sheet.name,
      otherSheets: names.filter((other) => other !== sheet.name),
    },
    merged,
    rows: () => portions(rows),
  };
}

/** Rows that are handed on at once. */
const PORTION = 4_096;

async function* portions(rows: readonly GridRow[]): AsyncGenerator<readonly GridRow[]> {
  for (let at = 0; at < rows.length; at += PORTION) yield rows.slice(at, at + PORTION);
}
