import type { GridCell } from '../grid/cell.ts';
import { MOST_CELL_CHARACTERS, MOST_COLUMNS, type MergedArea } from '../grid/grid.ts';

/** How many columns and rows a cell covers. */
export type Span = { readonly wide: number; readonly high: number };

/** A sheet of before 2007 has so many rows, a later one 16 times as many. */
const MOST_HIGH = 1_048_576;

/** Puts the cells of rows into columns, where cells of rows above may cover some. */
export class RowCells {
  readonly #onArea: (area: MergedArea) => void;
  /** The last row that is covered from above, by column. */
  readonly #covered = new Map<number, number>();
  #cells: GridCell[] = [];
  #line = 0;

  constructor(onArea: (area: MergedArea) => void) {
    this.#onArea = onArea;
  }

  beginRow(line: number): void {
    this.#line = line;
    this.#cells = [];
  }

  /** The next cell that nothing covers, or the one at `column`. */
  add(value: GridCell, { wide, high }: Span, column = this.#next()): void {
    if (column + wide > MOST_COLUMNS)
      throw new RangeError(`it has more than ${MOST_COLUMNS} columns in row ${this.#line}`);
    if (typeof value === 'string' && value.length > MOST_CELL_CHARACTERS)
      throw new RangeError(
        `a cell in row ${this.#line} has ${value.length} characters, expected at most ${MOST_CELL_CHARACTERS}`,
      );
    while (this.#cells.length < column) this.#cells.push('');
    this.#cells[column] = value;
    for (let at = 1; at < wide; at += 1) this.#cells.push('');
    if (wide === 1 && high === 1) return;
    const bottom = this.#line + Math.min(high, MOST_HIGH) - 1;
    // Of a cell of one row nothing is covered below it.
    for (let at = column; at < column + wide; at += 1) this.#covered.set(at, bottom);
    this.#onArea({ top: this.#line, bottom, left: column, right: column + wide - 1 });
  }

  #next(): number {
    let column = this.#cells.length;
    while ((this.#covered.get(column) ?? 0) >= this.#line) column += 1;
    return column;
  }

  take(): readonly GridCell[] {
    return this.#cells;
  }
}
