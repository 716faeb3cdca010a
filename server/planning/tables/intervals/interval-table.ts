import type { TableReading } from '#domain/table-reading.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import type { Grid, GridRow } from '../../../files/grid/grid.ts';
import { mergedValues } from '../../../files/reading/merged-values.ts';
import { openGrids } from '../../../files/reading/open-grids.ts';
import type { ColumnRole } from '../headings/column-role.ts';
import { findLayout, type LayoutAnswer } from '../layout/find-layout.ts';
import { mappingText } from '../layout/mapping-text.ts';
import type { TableLayout } from '../layout/table-layout.ts';
import { findDateOrder, findDecimal } from './find-signs.ts';
import type { IntervalQuestion, IntervalRow } from './interval-question.ts';
import { RowReader } from './row-reader.ts';
import type { RowNotes } from './row-notes.ts';

/** A table whose layout is understood. */
export type IntervalTable = {
  readonly roles: readonly ColumnRole[];
  /** What would name queues apart of which two rows tell one interval; undefined where no column could. */
  readonly apart: string | undefined;
  /** All intervals, in the order of the rows. Notes hear what is passed over, and what cannot be read. */
  readonly read: (notes: RowNotes, onRow: (row: IntervalRow) => void) => Promise<void>;
  /** What was understood, once it was read. */
  readonly reading: (notes: RowNotes, intervals: number) => TableReading;
};

/** Opens a table of intervals in any form that it may have: which of a workbook's sheets, where the header, what in which column. Rejects with a FileFailure that says what is missing or has to be said. */
export async function openIntervalTable(question: IntervalQuestion): Promise<IntervalTable> {
  const { source, shape, choices } = question;
  const grids = await openGrids(source, choices);
  let best: Extract<LayoutAnswer, { kind: 'open' }> | undefined;
  for (const grid of grids) {
    const rows = await headOf(grid);
    const answer = findLayout({ name: grid.name, rows, merged: grid.merged }, shape, choices);
    if (answer.kind === 'found') return tableOf(grid, answer.layout, { question, rows });
    if (best === undefined || answer.known > best.known) best = answer;
  }
  throw new FileFailure(
    best?.said ??
      `${source.name} is empty, expected a header with ${['queue', 'start', ...shape.needed].join(',')}`,
  );
}

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
  const dates = await findDateOrder({ grid, layout, rows }, question.choices);
  const decimal = findDecimal({ grid, layout, rows }, question.choices);
  const roles = [...new Set(layout.items.flatMap(({ measures }) => [...measures.keys()]))];
  let assumedNumber: TableReading['assumedNumber'];
  let titleQueues: readonly string[] = [];
  return {
    roles,
    apart: apartBy(layout),
    async read(notes, onRow) {
      const reader = new RowReader({ grid, layout, roles, dates: dates?.order, decimal }, question);
      await reader.read(notes, onRow);
      assumedNumber = reader.assumedNumber;
      titleQueues = reader.titleQueues;
    },
    reading: (notes, intervals) => ({
      name: grid.name,
      format: grid.found,
      layout: layout.kind,
      headerLine: layout.headerLine,
      columns: layout.columns,
      unread: layout.unread,
      ...(layout.queue.kind === 'named'
        ? {
            oneQueue: {
              name: [...new Set([layout.queue.name, ...titleQueues])].join(', '),
              from: layout.queue.from,
            },
          }
        : {}),
      ...(layout.titleDay === undefined ? {} : { titleDay: layout.titleDay.text }),
      ...(dates === undefined ? {} : { dates }),
      ...(assumedNumber === undefined ? {} : { assumedNumber }),
      groupColumns: [...layout.fillDown].map((column) => layout.header[column] ?? ''),
      intervals,
      passedOver: notes.passedOver,
    }),
  };
}

/** Columns with words that are offered to tell rows apart: more are no answer. */
const MOST_OFFERED = 3;

function apartBy({ columns, wordColumns }: TableLayout): string | undefined {
  const [first] = wordColumns;
  if (first === undefined) return undefined;
  const queue = columns.find(({ role }) => role === 'queue')?.headings ?? [];
  const any = wordColumns.slice(0, MOST_OFFERED).join(' or ');
  return `if ${any} tells them apart, name the queue by it: --map ${mappingText('queue', [...queue, first])}`;
}
