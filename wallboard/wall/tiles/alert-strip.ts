import { html, nothing, type TemplateResult } from 'lit';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { shorten, textEms } from '../../format/text-ems.ts';
import type { Layout } from '../screen/layout.ts';
import { icon } from './icon.ts';
import type { Message, Messages } from './messages.ts';
import type { View } from '../view/view.ts';

/** Each message stays long enough to be read twice. */
const TURN_MS: DurationMs = 7 * SECOND_MS;
/** The icon, the margins and the "1/3" at the end, in label em. */
const ICON_EMS = 1.5;
const COUNT_EMS = 2.4;
/** A message may take so many lines; on a third nobody across the room reads on. */
const MOST_LINES = 2;
/** A line that breaks between words leaves so much of itself empty at most, of its width. */
const BREAK_LOSS = 0.85;

/** How many lines the strip needs, so that no message is torn: the longest of those that take turns, below what stays. */
export function alertLines(view: View, { lost, told }: Messages): number {
  return Math.max(1, linesOf(view, lost, MOST_LINES) + linesOf(view, told, MOST_LINES));
}

/** Of the messages that take turns in one place, the longest. */
const linesOf = (view: View, messages: readonly Message[], most: number): number =>
  Math.max(0, ...messages.map((message) => textIn(view, message, { count: messages.length, most }).lines));

/**
 * The strip below the figures: a dead feed first and for itself, then what fires or good news in turns. Where there are too few lines
 * for both, a dead feed is all that is told.
 */
export function alertStrip(view: View, messages: Messages): TemplateResult {
  const { lost, told } = messages;
  const granted = view.layout.alertLines;
  const left = granted - linesOf(view, lost, granted);
  const shown = [inTurn(view, lost, granted), left > 0 ? inTurn(view, told, left) : undefined];
  return html`<footer class="alerts" role=${roleOf(messages)}>
    <span class="heard">${[...lost, ...told].map(({ heard }) => heard).join(' ')}</span>
    ${shown.map((one) => one ?? nothing)}
  </footer>`;
}

/** Every message, one below the other, as long as it is: for a page that scrolls. */
export function alertList(messages: Messages): TemplateResult {
  return html`<section class="alerts" role=${roleOf(messages)}>
    ${[...messages.lost, ...messages.told].map((message) => line(message, message.wordings[0] ?? ''))}
  </section>`;
}

const roleOf = ({ lost, told }: Messages): string =>
  lost.length > 0 || told.some(({ state }) => state === 'firing') ? 'alert' : 'status';

function inTurn(view: View, messages: readonly Message[], most: number): TemplateResult | undefined {
  const turn = Math.floor(view.clock / TURN_MS) % Math.max(1, messages.length);
  const message = messages[turn];
  if (message === undefined) return undefined;
  const count = messages.length > 1 ? `${turn + 1}/${messages.length}` : undefined;
  return line(message, textIn(view, message, { count: messages.length, most }).text, count);
}

function line(message: Message, text: string, count?: string): TemplateResult {
  return html`<div
    class="alert"
    data-alert-state=${message.state}
    data-state=${message.tile}
    data-new=${message.isNew}
  >
    ${icon(message.tile)}
    <p class="sentence" aria-hidden=${count === undefined ? nothing : 'true'}>${text}</p>
    ${count === undefined ? nothing : html`<span class="count" aria-hidden="true">${count}</span>`}
  </div>`;
}

type Place = { readonly count: number; readonly most: number };

/** A message in the wording that fits one line, else the longest that fits two where there are two; the shortest is cut where even that does not. */
function textIn(
  view: View,
  { wordings }: Message,
  { count, most }: Place,
): { readonly text: string; readonly lines: number } {
  const room = roomEms(view.layout, count);
  const [longest = ''] = wordings;
  if (textEms(longest) <= room) return { text: longest, lines: 1 };
  const lines = Math.min(most, MOST_LINES);
  const ems = lines === 1 ? room : room * lines * BREAK_LOSS;
  const fits = wordings.find((wording) => textEms(wording) <= ems);
  const text = fits ?? shorten(wordings.at(-1) ?? '', ems);
  return { text, lines: textEms(text) <= room ? 1 : lines };
}

const roomEms = ({ acrossEms, space }: Layout, messages: number): number =>
  acrossEms - 2 * space.margin - ICON_EMS - (messages > 1 ? COUNT_EMS : 0);
