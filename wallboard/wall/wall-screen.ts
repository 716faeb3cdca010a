import { html, type TemplateResult } from 'lit';
import { handScreen } from './hand/hand-screen.ts';
import { layoutFor } from './screen/layout.ts';
import { alertLines, alertStrip } from './tiles/alert-strip.ts';
import { centreLine } from './tiles/centre-line.ts';
import { queueTable } from './tiles/queue-table.ts';
import { tileRow } from './tiles/tile-row.ts';
import { topStrip } from './tiles/top-strip.ts';
import type { View } from './tiles/view.ts';

/** The whole wall as a function of what is known: strip, tiles, queues, alerts. A refused screen says so instead. */
export function wallScreen(seen: View, switchLanguage: () => void): TemplateResult {
  const { link, words } = seen;
  if (link.state === 'refused')
    return html`<main class="refused" role="alert">
      <p>${words.session.refused[link.reason]}</p>
      <p><a href="/sign-in">${words.session.signIn}</a></p>
    </main>`;
  if (seen.layout.shape === 'hand') return handScreen(seen, switchLanguage);
  const view = withRoomForAlerts(seen);
  return html`<main class="wall" .style=${sizes(view)}>
    ${topStrip(view, switchLanguage)} ${view.layout.tileRows.map((placed) => tileRow(view, placed))}
    ${centreLine(view)}
    <div class="table-place">${queueTable(view)}</div>
    ${alertStrip(view)}
  </main>`;
}

/** Lays out again where a message needs more than a line. */
function withRoomForAlerts(view: View): View {
  const queues = Object.keys(view.board?.queues ?? {}).length;
  return { ...view, layout: layoutFor(view.screen, { queues, alertLines: alertLines(view) }) };
}

/** The sizes of the layout, for the style sheet. */
function sizes({ layout }: View): string {
  const { alertEms, labelPx, rowEms, space, tileEms } = layout;
  return [
    `--label: ${labelPx.toFixed(2)}px`,
    `--tile: ${tileEms.toFixed(3)}em`,
    `--row: ${rowEms.toFixed(3)}em`,
    `--margin: ${space.margin}em`,
    `--gap: ${space.gap}em`,
    `--pad: ${space.pad}em`,
    `--strip: ${space.strip}em`,
    `--header: ${space.header}em`,
    `--alert: ${alertEms.toFixed(3)}em`,
  ].join('; ');
}
