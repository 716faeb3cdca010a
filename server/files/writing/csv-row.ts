import type { Cell } from '../table.ts';

/** A row of CSV, without the end of its line (RFC 4180): a text with a comma, a quote or a line break in it is quoted. */
export const csvRow = (cells: readonly Cell[]): string => cells.map(fieldOf).join(',');

function fieldOf(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'object') return cell.value.toFixed(cell.decimals);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
