import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { firstFit, shortenApart } from '../../format/text-ems.ts';
import type { ColumnName, Wordings } from '../words/wall-words.ts';
import { CELL_PAD_EMS, NAME_ICON_EMS, columnsFor, headingsOf, type Columns } from './columns.ts';
import { icon } from './icon.ts';
import { queueCell } from './queue-cells.ts';
import type { Row } from '../view/queue-order.ts';
import { pageOf, type QueuePage } from './queue-pages.ts';
import type { View } from '../view/view.ts';

/** The queues that fit, in one table or in two side by side; more of them come by in pages. No queue yet is said in words. */
export function queueTable(view: View): TemplateResult {
  const { board, layout, rows: all, words } = view;
  const page = pageOf(all, layout.rows * layout.blocks, view.clock);
  if (page.rows.length === 0)
    return html`<p class="no-queue">
      ${layout.rows > 0 && board !== undefined ? words.column.none : nothing}
    </p>`;
  const blocks = Array.from({ length: layout.blocks }, (_, block) =>
    page.rows.slice(block * layout.rows, (block + 1) * layout.rows),
  ).filter((rows) => rows.length > 0);
  const columns = columnsFor(layout, all, words);
  return html`<div class="blocks">
    ${blocks.map((rows, block) => tableOf(view, { rows, columns, heading: headingOf(view, all, { ...page, block }) }))}
  </div>`;
}

/** Over the names where not all are shown: how many there are and how many of them are not well, and which page this is. */
function headingOf(
  { layout, words }: View,
  all: readonly Row[],
  { block, page, pages }: QueuePage & { readonly block: number },
): Wordings {
  if (pages === 1) return words.column.queue;
  if (block > 0) return words.column.page({ page, pages });
  const count = (wanted: string): number => all.filter(({ state }) => state === wanted).length;
  const counted = words.column.counted({
    all: all.length,
    breached: count('breach'),
    atRisk: count('risk'),
  });
  if (layout.blocks > 1) return counted;
  const short = words.column.page({ page, pages }).at(-1) ?? '';
  return [...counted.map((one) => `${one} · ${short}`), short];
}

type Block = { readonly rows: readonly Row[]; readonly columns: Columns; readonly heading: Wordings };

function tableOf(view: View, { rows, columns, heading }: Block): TemplateResult {
  const [first] = columns.columns;
  const names = shortenApart(
    rows.map(({ name }) => name),
    (first?.ems ?? 0) - NAME_ICON_EMS - CELL_PAD_EMS,
  );
  return html`<table class="queues">
    <caption class="heard">
      ${view.words.column.caption}
    </caption>
    <colgroup>
      ${columns.columns.map(({ ems }) => html`<col .style=${`width: ${ems.toFixed(3)}em`} />`)}
    </colgroup>
    ${headRow(view, columns, heading)}
    <tbody>
      ${repeat(
        rows,
        (row) => row.id,
        (row, at) => queueRow(view, row, { columns, name: names[at] ?? row.name }),
      )}
    </tbody>
  </table>`;
}

function headRow({ layout, words }: View, { columns, waits }: Columns, heading: Wordings): TemplateResult {
  const wordings = (name: ColumnName): Wordings =>
    name === 'queue' ? heading : waits === 'columns' ? words.column[name] : headingsOf(words, name);
  const isHidden = layout.space.header === 0;
  return html`<thead class=${isHidden ? 'heard' : ''}>
    <tr>
      ${columns.map(
        ({ name, ems }) =>
          html`<th scope="col" data-column=${name}>${firstFit(wordings(name), ems - CELL_PAD_EMS)}</th>`,
      )}
    </tr>
  </thead>`;
}

type Drawn = { readonly columns: Columns; readonly name: string };

function queueRow({ words }: View, row: Row, { columns, name }: Drawn): TemplateResult {
  const cellView = { words, ...columns };
  return html`<tr data-queue=${row.id} data-state=${row.state}>
    ${columns.columns.map((column) =>
      column.name === 'queue'
        ? html`<th scope="row" aria-label=${row.name}>${icon(row.state, words)}<span>${name}</span></th>`
        : html`<td data-column=${column.name}>${queueCell(column.name, row, cellView)}</td>`,
    )}
  </tr>`;
}
