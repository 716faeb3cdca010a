import type { GridCell } from '../grid/cell.ts';
import type { GridRow, MergedArea } from '../grid/grid.ts';
import { shownNumber } from '../workbook/number-formats.ts';
import { biffRecords, RECORD } from './biff-records.ts';
import type { BiffSheet, BiffWorkbook } from './biff-workbook.ts';
import { RecordBytes } from './record-bytes.ts';

/** What stands in a sheet. */
export type SheetCells = { readonly rows: readonly GridRow[]; readonly merged: readonly MergedArea[] };

/** The cells of a sheet of a workbook of before 2007. */
export function biffCells(workbook: BiffWorkbook, sheet: BiffSheet): SheetCells {
  const cells = new CellReader(workbook);
  let depth = 0;
  for (const { kind, parts } of biffRecords(workbook.stream, sheet.at)) {
    // Charts within a sheet have records of their own.
    if (kind === RECORD.begin) depth += 1;
    if (kind === RECORD.end) depth -= 1;
    if (depth === 0) break;
    if (depth === 1) cells.take(kind, new RecordBytes(parts));
  }
  return cells.taken();
}

type Place = { readonly row: number; readonly column: number; readonly format: number };

class CellReader {
  readonly #workbook: BiffWorkbook;
  readonly #rows = new Map<number, GridCell[]>();
  readonly #merged: MergedArea[] = [];
  /** A formula whose text comes in a record of its own. */
  #formula: Place | undefined;

  constructor(workbook: BiffWorkbook) {
    this.#workbook = workbook;
  }

  take(kind: number, bytes: RecordBytes): void {
    switch (kind) {
      case RECORD.number:
        return this.#putNumber(placeOf(bytes), bytes.double());
      case RECORD.shortNumber:
        return this.#putNumber(placeOf(bytes), shortNumber(bytes.long()));
      case RECORD.numbers:
        return this.#putNumbers(bytes);
      case RECORD.textNumber:
        return this.#put(placeOf(bytes), this.#workbook.sharedTexts[bytes.long()] ?? '');
      case RECORD.text:
      case RECORD.richText:
        return this.#put(placeOf(bytes), this.#workbook.textOf(bytes, 2));
      case RECORD.formula:
        return this.#putFormula(placeOf(bytes), bytes);
      case RECORD.formulaText:
        if (this.#formula !== undefined) this.#put(this.#formula, this.#workbook.textOf(bytes, 2));
        this.#formula = undefined;
        return undefined;
      case RECORD.truth:
        return this.#putTruth(placeOf(bytes), bytes.byte(), bytes.byte() === 1);
      case RECORD.merged:
        return this.#takeMerged(bytes);
      default:
        return undefined;
    }
  }

  #put({ row, column }: Place, value: GridCell): void {
    const cells = this.#rows.get(row) ?? [];
    this.#rows.set(row, cells);
    while (cells.length < column) cells.push('');
    cells[column] = value;
  }

  #putNumber(place: Place, number: number): void {
    const { formats, daysFrom1904 } = this.#workbook;
    this.#put(place, shownNumber(number, formats[place.format], daysFrom1904));
  }

  #putNumbers(bytes: RecordBytes): void {
    const [row, first] = [bytes.short(), bytes.short()];
    // Behind the numbers stands the last column.
    for (let column = first; bytes.left > 2; column += 1) {
      const format = bytes.short();
      this.#putNumber({ row, column, format }, shortNumber(bytes.long()));
    }
  }

  #putFormula(place: Place, bytes: RecordBytes): void {
    const result = bytes.take(8);
    if (result.readUInt16LE(6) !== NO_NUMBER) return this.#putNumber(place, result.readDoubleLE());
    const [kind, value] = [result.readUInt8(0), result.readUInt8(2)];
    if (kind === TEXT) this.#formula = place;
    else if (kind === TRUTH || kind === FAULT) this.#putTruth(place, value, kind === FAULT);
    return undefined;
  }

  #putTruth(place: Place, value: number, isFault: boolean): void {
    this.#put(place, isFault ? (FAULTS.get(value) ?? '#N/A') : value === 1 ? 'TRUE' : 'FALSE');
  }

  #takeMerged(bytes: RecordBytes): void {
    for (let count = bytes.short(); count > 0; count -= 1) {
      const [top, bottom, left, right] = [bytes.short(), bytes.short(), bytes.short(), bytes.short()];
      this.#merged.push({ top: top + 1, bottom: bottom + 1, left, right });
    }
  }

  taken(): SheetCells {
    const rows = [...this.#rows]
      .sort(([one], [other]) => one - other)
      .map(([row, cells]): GridRow => ({ line: row + 1, cells }))
      .filter(({ cells }) => cells.some((cell) => typeof cell !== 'string' || cell.trim() !== ''));
    return { rows, merged: this.#merged };
  }
}

const placeOf = (bytes: RecordBytes): Place => ({
  row: bytes.short(),
  column: bytes.short(),
  format: bytes.short(),
});

/** A formula whose result is none has this where a number's largest bits are. */
const NO_NUMBER = 0xff_ff;
const [TEXT, TRUTH, FAULT] = [0, 1, 2];
/** As sheets show them. */
const FAULTS: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
]);

/** Thirty bits of a number, or a whole one; either may be told a hundredfold. */
function shortNumber(bits: number): number {
  const double = Buffer.alloc(8);
  double.writeUInt32LE((bits & ~3) >>> 0, 4);
  const value = (bits & 2) === 0 ? double.readDoubleLE() : bits >> 2;
  return (bits & 1) === 0 ? value : value / 100;
}
