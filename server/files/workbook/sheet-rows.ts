import { FileFailure } from '../file-failure.ts';
import { isEmpty, type GridCell } from '../grid/cell.ts';
import { MOST_CELL_CHARACTERS, MOST_COLUMNS, type GridRow } from '../grid/grid.ts';
import { cellTextReader } from './cell-text-reader.ts';
import { columnOf } from './merged-areas.ts';
import { shownNumber } from './number-formats.ts';
import type { SheetPlace, Workbook } from './read-workbook.ts';
import { scanning } from './scan-part.ts';
import { attributeOf, type XmlListener } from './xml-scanner.ts';

/** The rows of a sheet that have something in them, portion by portion as they are unzipped. */
export async function* sheetRows(workbook: Workbook, sheet: SheetPlace): AsyncGenerator<readonly GridRow[]> {
  const reader = rowReader(workbook, sheet);
  const pieces = scanning(workbook.archive, sheet.part, reader.listener);
  try {
    for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next()) {
      const rows = reader.take();
      if (rows.length > 0) yield rows;
    }
  } finally {
    // Whoever has seen enough leaves no file open.
    await pieces.return(undefined);
  }
}

type RowReader = { readonly listener: XmlListener; take(): readonly GridRow[] };

/** The cell that is being read. */
type OpenCell = { column: number; type: string; style: number; value: string };

function rowReader(workbook: Workbook, sheet: SheetPlace): RowReader {
  let rows: GridRow[] = [];
  let line = 0;
  let cells: GridCell[] = [];
  let isValue = false;
  const cell: OpenCell = { column: -1, type: '', style: 0, value: '' };
  const inline = cellTextReader();
  const listener: XmlListener = {
    open(name, attributes) {
      if (name === 'c') openCell(cell, attributes);
      else if (name === 'v') isValue = true;
      else if (name === 'row') {
        line = Number(attributeOf(attributes, 'r') ?? line + 1);
        cells = [];
        cell.column = -1;
      } else inline.open(name, attributes);
    },
    text(text) {
      if (isValue) cell.value += text;
      else inline.text(text);
    },
    close(name) {
      if (name === 'v') isValue = false;
      else if (name === 'c') {
        const written = inline.take();
        const value = cell.type === 'inlineStr' ? written : valueOf(cell, workbook);
        put(cells, cell.column, checked(value, { workbook, sheet, line }));
      } else if (name === 'row') {
        if (!cells.every(isEmpty)) rows.push({ line, cells });
      } else inline.close(name);
    },
  };
  const take = (): readonly GridRow[] => {
    const taken = rows;
    rows = [];
    return taken;
  };
  return { listener, take };
}

/** A cell without a reference is the next one. */
function openCell(cell: OpenCell, attributes: string): void {
  const letters = /^[A-Z]+/.exec(attributeOf(attributes, 'r') ?? '')?.[0];
  cell.column = letters === undefined ? cell.column + 1 : columnOf(letters);
  cell.type = attributeOf(attributes, 't') ?? 'n';
  cell.style = Number(attributeOf(attributes, 's') ?? 0);
  cell.value = '';
}

function put(cells: GridCell[], column: number, value: GridCell): void {
  if (column >= MOST_COLUMNS)
    throw new RangeError(`it has a cell in column ${column + 1}, expected at most ${MOST_COLUMNS} columns`);
  while (cells.length < column) cells.push('');
  cells[column] = value;
}

function valueOf({ type, style, value }: OpenCell, workbook: Workbook): GridCell {
  if (value === '') return '';
  switch (type) {
    case 's':
      return workbook.sharedTexts[Number(value)] ?? '';
    case 'n':
      return shownNumber(Number(value), workbook.formats[style], workbook.daysFrom1904);
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    default:
      return value;
  }
}

type Place = { readonly workbook: Workbook; readonly sheet: SheetPlace; readonly line: number };

function checked(value: GridCell, { workbook, sheet, line }: Place): GridCell {
  if (typeof value === 'string' && value.length > MOST_CELL_CHARACTERS)
    throw new FileFailure(
      `${workbook.archive.name}, sheet ${sheet.name}, row ${line}: a cell has ${value.length} characters, expected at most ${MOST_CELL_CHARACTERS}`,
    );
  return value;
}
