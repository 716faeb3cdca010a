import { isEmpty, type GridCell } from '../grid/cell.ts';
import type { GridRow, MergedArea } from '../grid/grid.ts';

/** Gives each cell of a merged area the value that the area shows, row by row from the top. */
export type MergedValues = (row: GridRow) => readonly GridCell[];

/** The areas of a sheet, for rows in order. A row outside of all of them is answered as it is. */
export function mergedValues(areas: readonly MergedArea[]): MergedValues {
  const waiting = [...areas].sort((one, other) => one.top - other.top);
  let next = 0;
  let open: { readonly area: MergedArea; readonly value: GridCell }[] = [];
  return ({ line, cells }) => {
    if (open.length === 0 && (waiting[next]?.top ?? Infinity) > line) return cells;
    for (let area = waiting[next]; area !== undefined && area.top <= line; area = waiting[(next += 1)])
      open.push({ area, value: area.top === line ? (cells[area.left] ?? '') : '' });
    open = open.filter(({ area }) => area.bottom >= line);
    const filled = [...cells];
    for (const { area, value } of open)
      for (let column = area.left; column <= area.right; column += 1) {
        while (filled.length < column) filled.push('');
        if (isEmpty(filled[column])) filled[column] = value;
      }
    return filled;
  };
}
