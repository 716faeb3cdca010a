import { html, nothing, type TemplateResult } from 'lit';
import type { Board, BoardAlert } from '#domain/board/board.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { hourMinute, lostFor } from '../../format/clock.ts';
import { firstFit, shorten, textEms } from '../../format/text-ems.ts';
import { alertsToTell } from './alert-order.ts';
import { alertSentence } from './alert-sentence.ts';
import { icon } from './icon.ts';
import type { Sentence, Wordings } from '../words/wall-words.ts';
import { judgeQueue, type TileState } from '../screen/tile-state.ts';
import type { Lost, View } from './view.ts';

/** Each text stays long enough to be read twice. */
const TURN_MS: DurationMs = 7 * SECOND_MS;
/** A new alert pulses this long, once a second at most, and then stands. */
const PULSE_MS: DurationMs = 8 * SECOND_MS;
/** The icon, the margins and the "1/3" at the end, in label em. */
const ICON_EMS = 1.5;
const COUNT_EMS = 2.4;

type AlertState = 'feed-lost' | 'firing' | 'resolved' | 'pending' | 'quiet' | 'unknown';
/** One message of the strip. `heard` does not tick, so that a screen reader says it once. */
type Message = {
  readonly state: AlertState;
  readonly tile: TileState;
  readonly sentence: Sentence;
  readonly heard: string;
  readonly isNew: boolean;
};

/** The strip below the figures: a dead feed first, then what fires, then good news. Several take turns. */
export function alertStrip(view: View): TemplateResult {
  const messages = tellAll(view);
  const pages = messages.flatMap((message) => paginate(view, message, messages.length));
  const turn = Math.floor(view.clock / TURN_MS) % pages.length;
  const page = pages[turn] ?? pages[0];
  if (page === undefined) return html``;
  const { message, text } = page;
  const count = messages.length > 1 ? `${messages.indexOf(message) + 1}/${messages.length}` : undefined;
  return html`<footer
    class="alert"
    role=${messages.some(({ state }) => state === 'firing' || state === 'feed-lost') ? 'alert' : 'status'}
    data-alert-state=${message.state}
    data-state=${message.tile}
    data-new=${message.isNew}
  >
    <span class="heard">${messages.map(({ heard }) => heard).join(' ')}</span>
    ${icon(message.tile)}
    <p class="sentence" aria-hidden="true">${text}</p>
    ${count === undefined ? nothing : html`<span class="count" aria-hidden="true">${count}</span>`}
  </footer>`;
}

function tellAll(view: View): readonly Message[] {
  const { board, lost, words } = view;
  if (board === undefined) return [plain(view, 'unknown', words.alert.waitingForBoard)];
  const dead = lost.map((one) => tellLost(view, board, one));
  // With the link dead the alerts are as old as the figures.
  if (view.link.state === 'stale') return dead;
  const told = alertsToTell(board, view.clock)
    .filter(({ measure, state }) => measure !== 'source-silence' || state === 'resolved' || dead.length === 0)
    .map((alert) => tellAlert(view, board, alert));
  const messages = [...dead, ...told];
  if (messages.length > 0) return messages;
  if (Object.keys(board.queues).length === 0) return [plain(view, 'unknown', words.alert.waitingForBoard)];
  return [
    isBelowTarget(board)
      ? plain(view, 'pending', words.alert.pending)
      : plain(view, 'quiet', words.alert.quiet),
  ];
}

/** A breach that has not yet held, or of too few contacts, is on the tiles and no alert: then not all is well either. */
const isBelowTarget = (board: Board): boolean =>
  Object.values(board.queues).some((figures) => judgeQueue(figures, []) === 'breach');

const PLAIN_TILE = { unknown: 'unknown', quiet: 'good', pending: 'risk' } as const;

function plain(view: View, state: keyof typeof PLAIN_TILE, wordings: Wordings): Message {
  const head = firstFit(wordings, roomEms(view, 1));
  return {
    state,
    tile: PLAIN_TILE[state],
    sentence: { head, tails: [] },
    heard: head,
    isNew: false,
  };
}

function tellLost({ at: figuresAt, totals, words }: View, board: Board, { source, forMs }: Lost): Message {
  const at = source === undefined ? figuresAt : totals.at;
  const [head = ''] = words.link.lost(lostFor(forMs), source);
  const frozen = words.link.frozen(hourMinute(at, board.centre.zone));
  const [heard = ''] = words.link.lost('', source);
  return { state: 'feed-lost', tile: 'stale', sentence: { head, tails: [frozen] }, heard, isNew: false };
}

function tellAlert({ clock, words }: View, board: Board, alert: BoardAlert): Message {
  const sentence = alertSentence(board, alert, { words, now: clock });
  const isFiring = alert.state === 'firing';
  const grave: TileState = alert.severity === 'critical' ? 'breach' : 'risk';
  return {
    state: isFiring ? 'firing' : 'resolved',
    tile: isFiring ? grave : 'good',
    sentence,
    heard: sentence.head,
    isNew: isFiring && clock - alert.firedAt < PULSE_MS,
  };
}

/** A message on one line where it fits, else in turns; a part that is too long even so is cut. */
function paginate(
  view: View,
  message: Message,
  messages: number,
): readonly { message: Message; text: string }[] {
  const room = roomEms(view, messages);
  const comma = view.words.language === 'zh' ? '\uff0c' : ', ';
  const { head, tails } = message.sentence;
  const whole = [head, ...tails.slice(0, 1)].join(comma);
  if (textEms(whole) <= room) return [{ message, text: whole }];
  const first = { message, text: shorten(head, room) };
  return tails.length === 0 ? [first] : [first, { message, text: firstFit(tails, room) }];
}

const roomEms = ({ layout }: View, messages: number): number =>
  layout.acrossEms - 2 * layout.space.margin - ICON_EMS - (messages > 1 ? COUNT_EMS : 0);
