import type { Grid } from '../grid/grid.ts';
import { askedSheets, isAsked } from '../grid/named-sheet.ts';
import type { TableSource } from '../table-source.ts';
import { mergedAreas } from './merged-areas.ts';
import { readWorkbook, type SheetPlace, type Workbook } from './read-workbook.ts';
import { sheetRows } from './sheet-rows.ts';
import { zipArchive } from './zip-archive.ts';

/** The sheets of a workbook that have something in them: those that are shown, in order, or the one that is named. */
export async function workbookGrids(source: TableSource, named?: string): Promise<readonly Grid[]> {
  const workbook = await readWorkbook(await zipArchive(source));
  const grids: Grid[] = [];
  const names = workbook.sheets.map(({ name }) => name);
  for (const sheet of workbook.sheets.filter((one) => isAsked(one, named)))
    if (!(await isBlank(workbook, sheet))) grids.push(await gridOf(workbook, sheet, names));
  return askedSheets(grids, { file: source.name, named, names });
}

async function isBlank(workbook: Workbook, sheet: SheetPlace): Promise<boolean> {
  const rows = sheetRows(workbook, sheet);
  const first = await rows.next();
  await rows.return(undefined);
  return first.done === true;
}

async function gridOf(workbook: Workbook, sheet: SheetPlace, names: readonly string[]): Promise<Grid> {
  const otherSheets = names.filter((name) => name !== sheet.name);
  return {
    name: workbook.archive.name,
    found: { kind: 'workbook', sheet: sheet.name, otherSheets },
    merged: await mergedAreas(workbook.archive, sheet.part),
    rows: () => sheetRows(workbook, sheet),
  };
}
