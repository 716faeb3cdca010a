import { DAY_MINUTES, DAY_MS } from '#domain/time.ts';
import type { Cell } from '../table.ts';

/** The formats of a workbook, by the number of the style that has them. */
export const NUMBER_FORMATS = [
  'yyyy-mm-dd',
  'yyyy-mm-dd hh:mm',
  'hh:mm',
  '[h]:mm',
  '0',
  '0.0',
  '0.00',
  '0.000',
  '0.0000',
] as const;
type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** A cell as a workbook holds it: a text, or a number and how it is shown. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly format?: NumberFormat };

/** 1970-01-01 as a day of a sheet. */
const EPOCH_DAY = 25_569;

/** What a workbook makes of a cell: days and times become dates that can be sorted and computed with. */
export function sheetCell(cell: Exclude<Cell, undefined>): SheetCell {
  if (typeof cell === 'number')
    return Number.isFinite(cell) ? { kind: 'number', value: cell } : { kind: 'text', text: String(cell) };
  if (typeof cell === 'object')
    return {
      kind: 'number',
      value: Number(cell.value.toFixed(cell.decimals)),
      format: decimalFormat(cell.decimals),
    };
  const moment = momentOf(cell);
  return moment ?? { kind: 'text', text: cell };
}

const DECIMAL_FORMATS: readonly NumberFormat[] = ['0', '0.0', '0.00', '0.000', '0.0000'];
const decimalFormat = (decimals: number): NumberFormat => DECIMAL_FORMATS[decimals] ?? '0.0000';

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::00)?$/;
const CLOCK = /^(\d\d):(\d\d)$/;

function momentOf(text: string): SheetCell | undefined {
  if (text.length > 'yyyy-mm-ddThh:mm:ss'.length || !/^\d/.test(text)) return undefined;
  if (DAY.test(text)) return dated(serialOf(text), 'yyyy-mm-dd');
  const [, day, hour = '', minute = ''] = MOMENT.exec(text) ?? [];
  if (day !== undefined) return dated(serialOf(day) + shareOfDay(hour, minute), 'yyyy-mm-dd hh:mm');
  const [, hours, minutes = ''] = CLOCK.exec(text) ?? [];
  if (hours === undefined) return undefined;
  // A shift of the night ends at 26:00, which a time of day cannot show.
  return dated(shareOfDay(hours, minutes), Number(hours) >= 24 ? '[h]:mm' : 'hh:mm');
}

function dated(value: number, format: NumberFormat): SheetCell | undefined {
  return Number.isNaN(value) ? undefined : { kind: 'number', value, format };
}

const serialOf = (day: string): number => Date.parse(`${day}T00:00Z`) / DAY_MS + EPOCH_DAY;
const shareOfDay = (hours: string, minutes: string): number =>
  (Number(hours) * 60 + Number(minutes)) / DAY_MINUTES;

/** How many places a cell takes where it is shown; a Chinese character takes two. */
export function shownWidth(cell: Cell): number {
  if (cell === undefined) return 0;
  const text = typeof cell === 'object' ? cell.value.toFixed(cell.decimals) : String(cell);
  let width = 0;
  for (const character of text) width += character > '\u2E7F' ? 2 : 1;
  return width;
}
