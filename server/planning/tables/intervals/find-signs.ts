import type { DateOrderFound } from '#domain/table-reading.ts';
import type { Grid, GridRow } from '../../../files/grid/grid.ts';
import { readNumber, type DecimalSign } from '../../../files/values/number-text.ts';
import { readWhen } from '../../../files/values/when-text.ts';
import type { TableLayout } from '../layout/table-layout.ts';
import type { TableChoices } from '../layout/table-choices.ts';
import { DateOrders } from './date-orders.ts';
import { memo } from './memo.ts';
import type { DecimalFound } from './read-amounts.ts';
import { cellWhen } from './read-when.ts';

/** A table whose layout is known, with its first rows. */
export type LaidOut = {
  readonly grid: Grid;
  readonly layout: TableLayout;
  readonly rows: readonly GridRow[];
};

/** In which order day and month stand: what titles, headings and dates show, all of them if need be; undefined where no date leaves it open. */
export async function findDateOrder(
  { grid, layout, rows }: LaidOut,
  choices: TableChoices,
): Promise<DateOrderFound | undefined> {
  const orders = new DateOrders(grid.name, choices.dates);
  for (const { when } of layout.items)
    if (when !== undefined && !('shows' in when) && when.date !== undefined)
      orders.observe(when.date, when.weekday, { text: 'a heading', line: layout.headerLine });
  if (layout.titleDay !== undefined)
    orders.observe(layout.titleDay.date, undefined, {
      text: layout.titleDay.text,
      line: layout.headerLine,
    });
  for (const row of rows) observe(orders, row, layout);
  if (!orders.isNeeded) return undefined;
  if (orders.found === undefined) observeTitles(orders, layout);
  if (orders.found === undefined) await observeAll(orders, grid, layout);
  if (orders.found === undefined) orders.settleYear();
  if (orders.found === undefined) throw orders.question();
  return orders.found;
}

const whenOf = memo((text: string) => cellWhen(text, 'text') ?? 'none');

function observe(orders: DateOrders, { line, cells }: GridRow, layout: TableLayout): void {
  if (line <= layout.headerLine) return;
  const cell = cells[(layout.day ?? layout.start)?.column ?? -1];
  if (typeof cell !== 'string') return;
  const when = whenOf(cell);
  if (when !== 'none' && when.date !== undefined)
    orders.observe(when.date, when.weekday, { text: cell.trim(), line });
}

/** A title that tells when the report was made is written as its dates are. */
function observeTitles(orders: DateOrders, { titles, headerLine }: TableLayout): void {
  for (const title of titles)
    for (const [text] of title.matchAll(/\d{1,2}[/-]\d{1,2}[/-]\d{2,4}/g)) {
      const date = readWhen(text)?.date;
      if (date?.kind === 'numbers' && date.orders.length === 1)
        orders.observe(date, undefined, { text, line: headerLine });
    }
}

async function observeAll(orders: DateOrders, grid: Grid, layout: TableLayout): Promise<void> {
  for await (const rows of grid.rows()) {
    for (const row of rows) observe(orders, row, layout);
    if (orders.found !== undefined) return;
  }
}

/** Which sign stands before decimals: what a number of the first rows shows, or else what its separator makes likely. */
export function findDecimal({ grid, layout, rows }: LaidOut, { decimal }: TableChoices): DecimalFound {
  if (decimal !== undefined) return { sign: decimal, isSure: true };
  const columns = layout.items.flatMap(({ measures }) =>
    [...measures.values()].flat().map(({ column }) => column),
  );
  const shown = new Set<DecimalSign>();
  for (const { line, cells } of rows)
    for (const column of line > layout.headerLine ? columns : []) {
      const cell = cells[column];
      const number = typeof cell === 'string' ? readNumber(cell.trim()) : undefined;
      if (number?.kind === 'number' && number.sign !== undefined) shown.add(number.sign);
    }
  const [sign] = shown;
  if (sign !== undefined && shown.size === 1) return { sign, isSure: true };
  // Where a comma stands between numbers it stands in none; those who write decimal commas separate with semicolons.
  const isSemicolon = grid.found.kind === 'text' && grid.found.separator === ';';
  return { sign: isSemicolon ? 'comma' : 'point', isSure: false };
}
