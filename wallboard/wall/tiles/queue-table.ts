import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { firstFit, shorten } from '../../format/text-ems.ts';
import type { ColumnName } from '../words/wall-words.ts';
import { columnsFor, type Column, type Columns } from './columns.ts';
import { icon } from './icon.ts';
import { queueCell } from './queue-cells.ts';
import { orderQueues, type Row } from './queue-order.ts';
import { judgeQueue } from '../screen/tile-state.ts';
import type { View } from './view.ts';

/** Space at both sides of a cell's text, and of the icon before a name, in label em. */
const CELL_PAD_EMS = 0.5;
const ICON_EMS = 1.3;

/** The queues that fit, as a table. No queue yet is said in words. */
export function queueTable(view: View): TemplateResult {
  const { board, layout, words } = view;
  const rows = board === undefined ? [] : orderQueues(board, words);
  const shown = rows.slice(0, layout.rows);
  if (shown.length === 0)
    return html`<p class="no-queue">
      ${layout.rows > 0 && board !== undefined ? words.column.none : nothing}
    </p>`;
  const columns = columnsFor(layout);
  return html`<table class="queues">
    <caption class="heard">
      ${words.column.caption}
    </caption>
    <colgroup>
      ${columns.columns.map(({ ems }) => html`<col .style=${`width: ${ems.toFixed(3)}em`} />`)}
    </colgroup>
    ${heading(view, columns, { shown: shown.length, all: rows.length })}
    <tbody>
      ${repeat(
        shown,
        (row) => row.id,
        (row) => queueRow(view, row, columns),
      )}
    </tbody>
  </table>`;
}

function heading(
  { layout, words }: View,
  { columns }: Columns,
  count: { shown: number; all: number },
): TemplateResult {
  const wordings = (name: ColumnName): readonly string[] =>
    name === 'queue' && count.shown < count.all ? words.column.shown(count) : words.column[name];
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

function queueRow(view: View, row: Row, { columns, hasBar }: Columns): TemplateResult {
  const { words } = view;
  const state = view.believe(row.figures).isStale ? 'stale' : judgeQueue(row.figures, row.alerts);
  const cellView = { words, at: view.at, hasBar };
  return html`<tr data-queue=${row.id} data-state=${state}>
    ${columns.map((column) =>
      column.name === 'queue'
        ? html`<th scope="row">${icon(state, words)}<span>${queueName(row, column)}</span></th>`
        : html`<td data-column=${column.name}>${queueCell(column.name, row, cellView)}</td>`,
    )}
  </tr>`;
}

const queueName = (row: Row, column: Column): string =>
  shorten(row.name, column.ems - ICON_EMS - CELL_PAD_EMS);
