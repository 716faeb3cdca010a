import { html, type TemplateResult } from 'lit';
import { alertStrip } from './tiles/alert-strip.ts';
import { queueTable } from './tiles/queue-table.ts';
import { tileRow } from './tiles/tile-row.ts';
import { topStrip } from './tiles/top-strip.ts';
import type { View } from './tiles/view.ts';

/** The whole wall as a function of what is known: strip, tiles, queues, alerts. A refused screen says so instead. */
export function wallScreen(view: View, switchLanguage: () => void): TemplateResult {
  const { layout, link, words } = view;
  if (link.state === 'refused')
    return html`<main class="refused" role="alert">
      <p>${words.session.refused[link.reason]}</p>
      <p><a href="/sign-in">${words.session.signIn}</a></p>
    </main>`;
  return html`<main class="wall" .style=${sizes(view)}>
    ${topStrip(view, switchLanguage)} ${layout.tileRows.map((placed) => tileRow(view, placed))}
    <div class="table-place">${queueTable(view)}</div>
    ${alertStrip(view)}
  </main>`;
}

/** The sizes of the layout, for the style sheet. */
function sizes({ layout }: View): string {
  const { labelPx, rowEms, space, tileEms } = layout;
  return [
    `--label: ${labelPx.toFixed(2)}px`,
    `--tile: ${tileEms.toFixed(3)}em`,
    `--row: ${rowEms.toFixed(3)}em`,
    `--margin: ${space.margin}em`,
    `--gap: ${space.gap}em`,
    `--pad: ${space.pad}em`,
    `--strip: ${space.strip}em`,
    `--header: ${space.header}em`,
    `--alert: ${space.alert}em`,
  ].join('; ');
}
