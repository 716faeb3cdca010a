import { Parser } from 'htmlparser2';
import { isEmpty } from '../grid/cell.ts';
import type { MarkupListener, MarkupReader } from './markup-reader.ts';
import { RowCells } from './row-cells.ts';

/** The table whose cells are being read. */
type OpenTable = {
  readonly table: number;
  readonly cells: RowCells;
  line: number;
  isInRow: boolean;
  /** Absent: no cell is open. */
  open?: { text: string; readonly wide: number; readonly high: number };
};

/** Pages put tables into tables to place them; more of them are no table that people keep. */
const MOST_NESTED = 32;

/** Reads the tables of a page: what stands in a table within a cell is of the inner one. Unclosed rows and cells end where the next one begins. */
export function htmlTables(listener: MarkupListener): MarkupReader {
  const open: OpenTable[] = [];
  let tables = 0;
  /** Within a script or a style nothing is shown. */
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      const table = open.at(-1);
      if (name === 'table') beginTable(open, (tables += 1), listener);
      else if (HIDDEN.has(name)) hidden += 1;
      else if (table === undefined) return;
      else if (name === 'tr') beginRow(table, listener);
      else if (name === 'td' || name === 'th') beginCell(table, attributes, listener);
      else if (name === 'br' && table.open !== undefined) table.open.text += '\n';
    },
    ontext(text) {
      const cell = open.at(-1)?.open;
      if (cell !== undefined && hidden === 0) cell.text += text;
    },
    onclosetag(name) {
      const table = open.at(-1);
      if (HIDDEN.has(name)) hidden -= 1;
      else if (table === undefined) return;
      else if (name === 'td' || name === 'th') endCell(table);
      else if (name === 'tr') endRow(table, listener);
      else if (name === 'table') {
        endRow(table, listener);
        open.pop();
      }
    },
  });
  return { write: (piece) => parser.write(piece), end: () => parser.end() };
}

const HIDDEN: ReadonlySet<string> = new Set(['script', 'style', 'template']);

function beginTable(open: OpenTable[], table: number, listener: MarkupListener): void {
  if (open.length >= MOST_NESTED)
    throw new RangeError(`it has more than ${MOST_NESTED} tables in each other`);
  listener.onTable(table, undefined);
  const cells = new RowCells((area) => listener.onArea(table, area));
  open.push({ table, cells, line: 0, isInRow: false });
}

function beginRow(table: OpenTable, listener: MarkupListener): void {
  endRow(table, listener);
  table.line += 1;
  table.isInRow = true;
  table.cells.beginRow(table.line);
}

/** A cell outside of any row begins one, as browsers have it. */
function beginCell(
  table: OpenTable,
  { colspan, rowspan }: Readonly<Record<string, string>>,
  listener: MarkupListener,
): void {
  endCell(table);
  if (!table.isInRow) beginRow(table, listener);
  table.open = { text: '', wide: spanOf(colspan), high: spanOf(rowspan) };
}

/** No span, none that is a number, and one until the end are cells of their own. */
const spanOf = (written: string | undefined): number => Math.max(1, Number.parseInt(written ?? '1', 10) || 1);

function endCell(table: OpenTable): void {
  if (table.open === undefined) return;
  const { text, wide, high } = table.open;
  table.cells.add(shownText(text), { wide, high });
  delete table.open;
}

/** Spaces and line ends of the source are one space; a line break that was meant is kept. */
const shownText = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');

function endRow(table: OpenTable, listener: MarkupListener): void {
  endCell(table);
  if (!table.isInRow) return;
  table.isInRow = false;
  const cells = table.cells.take();
  if (!cells.every(isEmpty)) listener.onRow(table.table, { line: table.line, cells });
}
