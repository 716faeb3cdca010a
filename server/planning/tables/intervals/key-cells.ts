import { isEmpty, type GridCell } from '../../../files/grid/cell.ts';
import type { Grid, GridRow, MergedArea } from '../../../files/grid/grid.ts';
import { mergedValues } from '../../../files/reading/merged-values.ts';
import type { TableLayout } from '../layout/table-layout.ts';

/** A row whose columns of names and times have what merged cells, and the rows above, say; other columns are as they were. */
export type KeyCells = (row: GridRow) => readonly GridCell[];

/** For the rows of a table in order. */
export function keyCells(grid: Grid, layout: TableLayout): KeyCells {
  const keys = keyColumns(layout);
  const filled = mergedValues(grid.merged.flatMap((area) => withinKeys(area, keys)));
  const above = new Map<number, GridCell>();
  return (row) => {
    const cells = filled(row);
    if (layout.fillDown.size === 0) return cells;
    const whole = [...cells];
    for (const column of layout.fillDown) {
      const cell = whole[column];
      if (cell === undefined || isEmpty(cell)) whole[column] = above.get(column) ?? '';
      else above.set(column, cell);
    }
    return whole;
  };
}

/** The columns that say when, and which queue. */
export const keyColumns = ({ queue, day, time, start }: TableLayout): ReadonlySet<number> =>
  new Set([
    ...(queue.kind === 'column' ? queue.columns : []),
    ...[day, time, start].flatMap((key) => key?.column ?? []),
  ]);

/** The parts of an area that lie in columns of keys. */
function withinKeys(area: MergedArea, keys: ReadonlySet<number>): readonly MergedArea[] {
  return [...keys].flatMap((column) =>
    area.left <= column && column <= area.right ? [{ ...area, left: column, right: column }] : [],
  );
}
