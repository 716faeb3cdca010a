import { cellText } from '../cell.ts';
import type { Grid, GridRow } from '../grid.ts';

/** All rows of a grid; none where there is no grid. */
export async function rowsOf(grid: Grid | undefined): Promise<readonly GridRow[]> {
  const rows: GridRow[] = [];
  if (grid !== undefined) for await (const portion of grid.rows()) rows.push(...portion);
  return rows;
}

/** All cells of a grid as texts. */
export const cellsOf = async (grid: Grid | undefined): Promise<readonly (readonly string[])[]> =>
  (await rowsOf(grid)).map(({ cells }) => cells.map(cellText));
