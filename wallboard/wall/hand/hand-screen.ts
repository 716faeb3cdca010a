import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { hourMinute } from '../../format/clock.ts';
import { alertList } from '../tiles/alert-strip.ts';
import { centreLine } from '../tiles/centre-line.ts';
import { icon } from '../tiles/icon.ts';
import { queueCell } from '../tiles/queue-cells.ts';
import { messagesOf } from '../tiles/messages.ts';
import type { Row } from '../view/queue-order.ts';
import { screenSizes } from '../screen/screen-sizes.ts';
import { readAge } from '../tiles/read-age.ts';
import { tileRow } from '../tiles/tile-row.ts';
import type { View } from '../view/view.ts';
import { nameOf } from '../words/wall-words-of.ts';
import type { ColumnName } from '../words/wall-words.ts';

/** The wall in a hand: what is wrong first, then the figures, then every queue with its whole name; the page scrolls. */
export function handScreen(view: View, switchLanguage: () => void): TemplateResult {
  const { layout, rows, words } = view;
  return html`<main class="wall hand" .style=${screenSizes(layout)}>
    ${handStrip(view, switchLanguage)} ${alertList(messagesOf(view))}
    ${layout.tileRows.map((placed) => tileRow(view, placed))} ${centreLine(view)}
    <ul class="hand-queues" aria-label=${words.column.caption}>
      ${repeat(
        rows,
        ({ id }) => id,
        (row) => handQueue(view, row),
      )}
    </ul>
  </main>`;
}

function handStrip(view: View, switchLanguage: () => void): TemplateResult {
  const { board, clock, words } = view;
  const age = readAge(view);
  return html`<header class="top" data-state=${age.state}>
    <h1 class="centre">${board === undefined ? '' : nameOf(board.centre.name, words, '')}</h1>
    <span class="time">${board === undefined ? '—' : hourMinute(clock, board.centre.zone)}</span>
    <span class="age">${icon(age.state)}<span>${age.wordings[0]}</span></span>
    <button class="language" @click=${switchLanguage}>${words.session.otherLanguage}</button>
  </header>`;
}

const CELLS: readonly Exclude<ColumnName, 'queue'>[] = [
  'waiting',
  'longest',
  'service',
  'answered',
  'agents',
  'handle',
];

function handQueue({ words }: View, row: Row): TemplateResult {
  const cells = { words, hasBar: false, waits: 'columns' } as const;
  return html`<li data-queue=${row.id} data-state=${row.state}>
    <h2>${icon(row.state, words)}<span>${row.name}</span></h2>
    <dl>
      ${CELLS.map(
        (name) =>
          html`<div data-column=${name}>
            <dt>${words.column[name].at(-1)}</dt>
            <dd>${queueCell(name, row, cells)}</dd>
          </div>`,
      )}
    </dl>
  </li>`;
}
