import type { TableReading } from '#domain/table-reading.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import type { Grid, GridRow } from '../../../files/grid/grid.ts';
import { mergedValues } from '../../../files/reading/merged-values.ts';
import { openGrids } from '../../../files/reading/open-grids.ts';
import { findLayout, type LayoutAnswer } from '../layout/find-layout.ts';
import type { TableLayout } from '../layout/table-layout.ts';
import { findDateSigns, findDecimal } from './find-signs.ts';
import { allSheets, type SheetTable } from './all-sheets.ts';
import type { IntervalQuestion, IntervalTable } from './interval-question.ts';
import { RowReader } from './row-reader.ts';

/** Opens a table of intervals in any form that it may have: which of a workbook's sheets, where the header, what in which column. Rejects with a FileFailure that says what is missing or has to be said. */
export async function openIntervalTable(question: IntervalQuestion): Promise<IntervalTable> {
  const { source, shape, choices } = question;
  const isAll = choices.sheet === ALL_SHEETS;
  const { sheet: _, ...others } = choices;
  const grids = await openGrids(source, isAll ? others : choices);
  const found: SheetTable[] = [];
  let best: Extract<LayoutAnswer, { kind: 'open' }> | undefined;
  for (const grid of grids) {
    const rows = await headOf(grid);
    const answer = findLayout({ name: grid.name, rows, merged: grid.merged }, shape, choices);
    if (answer.kind === 'open') {
      if (best === undefined || answer.known > best.known) best = answer;
      continue;
    }
    const table = await tableOf(grid, answer.layout, { question, rows });
    if (!isAll) return table;
    found.push({ sheet: grid.found.kind === 'workbook' ? grid.found.sheet : grid.name, table });
  }
  if (found.length > 0) return allSheets(found);
  throw new FileFailure(
    best?.said ??
      `${source.name} is empty, expected a header with ${['queue', 'start', ...shape.needed].join(',')}`,
  );
}

/** Every sheet of a workbook that has such a table. */
const ALL_SHEETS = '*';

/** Rows from which the layout is seen. */
const HEAD_ROWS = 400;

async function headOf(grid: Grid): Promise<readonly GridRow[]> {
  const filled = mergedValues(grid.merged);
  const head: GridRow[] = [];
  for await (const rows of grid.rows()) {
    for (const row of rows.slice(0, HEAD_ROWS - head.length))
      head.push({ line: row.line, cells: filled(row) });
    if (head.length >= HEAD_ROWS) break;
  }
  return head;
}

type Opened = { readonly question: IntervalQuestion; readonly rows: readonly GridRow[] };

async function tableOf(grid: Grid, layout: TableLayout, { question, rows }: Opened): Promise<IntervalTable> {
  const dates = await findDateSigns({ grid, layout, rows }, question.choices);
  const decimal = findDecimal({ grid, layout, rows }, question.choices);
  const roles = [...new Set(layout.items.flatMap(({ measures }) => [...measures.keys()]))];
  let assumedNumber: TableReading['assumedNumber'];
  return {
    roles,
    async read(notes, onRow) {
      const reader = new RowReader({ grid, layout, roles, dates, decimal }, question);
      await reader.read(notes, onRow);
      assumedNumber = reader.assumedNumber;
    },
    reading: (notes, intervals) => ({
      name: grid.name,
      format: grid.found,
      layout: layout.kind,
      headerLine: layout.headerLine,
      columns: layout.columns,
      unread: layout.unread,
      ...(layout.queue.kind === 'named'
        ? { oneQueue: { name: layout.queue.name, from: layout.queue.from } }
        : {}),
      ...(dates.order === undefined ? {} : { dates: dates.order }),
      ...(dates.year === undefined ? {} : { year: dates.year }),
      ...(layout.endsAfter === undefined ? {} : { endsAfter: layout.endsAfter }),
      ...(assumedNumber === undefined ? {} : { assumedNumber }),
      groupColumns: [...layout.fillDown].map((column) => layout.header[column] ?? ''),
      intervals,
      passedOver: notes.passedOver,
    }),
  };
}
