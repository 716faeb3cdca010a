import { html, type TemplateResult } from 'lit';
import { handScreen } from './hand/hand-screen.ts';
import { layoutFor } from './screen/layout.ts';
import { screenSizes } from './screen/screen-sizes.ts';
import { alertLines, alertStrip } from './tiles/alert-strip.ts';
import { centreLine } from './tiles/centre-line.ts';
import { messagesOf, type Messages } from './tiles/messages.ts';
import { queueTable } from './tiles/queue-table.ts';
import { tileRow } from './tiles/tile-row.ts';
import { topStrip } from './tiles/top-strip.ts';
import type { View } from './view/view.ts';

/** The whole wall as a function of what is known: strip, tiles, queues, alerts. A refused screen says so instead. */
export function wallScreen(seen: View, switchLanguage: () => void): TemplateResult {
  const { link, words } = seen;
  if (link.state === 'refused')
    return html`<main class="refused" role="alert">
      <p>${words.session.refused[link.reason]}</p>
      <p><a href="/sign-in">${words.session.signIn}</a></p>
    </main>`;
  if (seen.layout.shape === 'hand') return handScreen(seen, switchLanguage);
  const messages = messagesOf(seen);
  const view = withRoomForAlerts(seen, messages);
  return html`<main class="wall" .style=${screenSizes(view.layout)}>
    ${topStrip(view, switchLanguage)} ${view.layout.tileRows.map((placed) => tileRow(view, placed))}
    ${centreLine(view)}
    <div class="table-place">${queueTable(view)}</div>
    ${alertStrip(view, messages)}
  </main>`;
}

/** Lays out again where a message needs more than a line. */
function withRoomForAlerts(view: View, messages: Messages): View {
  const content = { queues: view.rows.length, alertLines: alertLines(view, messages) };
  return { ...view, layout: layoutFor(view.screen, content) };
}
