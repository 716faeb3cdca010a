import type { Board, BoardAlert, Recount } from '#domain/board/board.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { timeOfDay } from '../../format/clock.ts';
import { judgeTile } from '../screen/judge-tiles.ts';
import type { TileState } from '../screen/tile-state.ts';
import type { Lost } from '../screen/find-lost.ts';
import { trustIn } from '../screen/trust.ts';
import type { Sentence, Wordings } from '../words/wall-words.ts';
import { alertsToTell } from './alert-order.ts';
import { alertSentence } from './alert-sentence.ts';
import { lostWords } from '../words/lost-words.ts';
import { trustOf, type View } from '../view/view.ts';

/** A new alert pulses this long, once a second at most, and then stands. */
const PULSE_MS: DurationMs = 8 * SECOND_MS;

type MessageState =
  | 'counting'
  | 'feed-lost'
  | 'refused'
  | 'firing'
  | 'resolved'
  | 'pending'
  | 'quiet'
  | 'unknown';
/** One message of the wall, whole: it is never torn. `heard` does not tick, so that a screen reader says it once. */
export type Message = {
  readonly state: MessageState;
  readonly tile: TileState;
  /** Long to short. */
  readonly wordings: Wordings;
  readonly heard: string;
  readonly isNew: boolean;
};

/** What a wall says below its figures: `lost` stands first and stays, the others take turns. Never both empty. */
export type Messages = { readonly lost: readonly Message[]; readonly told: readonly Message[] };

/** Dead feeds, then what fires, then good news; whether all is well only where nothing else is to be said. */
export function messagesOf(view: View): Messages {
  const { board, words } = view;
  if (board === undefined) return { lost: [], told: [plain('unknown', words.alert.waitingForBoard)] };
  const counting = board.recount === undefined ? [] : [tellRecount(view, board.recount)];
  const lost = [...counting, ...view.lost.map((one) => tellLost(view, board, one))];
  // With the link dead the alerts are as old as the figures.
  if (view.link.state === 'stale' || view.isCounting) return { lost, told: [] };
  const isFed = view.lost.length === 0;
  const alerts = alertsToTell(board, view.clock)
    .filter((alert) => isBelievable(view, board, alert))
    .filter(({ measure, state }) => measure !== 'source-silence' || state === 'resolved' || isFed)
    .map((alert) => tellAlert(view, board, alert));
  const told = [...alerts, ...refusedSources(board).map((source) => tellRefused(view, source))];
  if (lost.length > 0 || told.length > 0) return { lost, told };
  return { lost, told: [summary(view, board)] };
}

/** An alert about a queue whose feed is dead is as old as its figures: that the feed is lost says more. */
function isBelievable(view: View, board: Board, { subject }: BoardAlert): boolean {
  const figures = subject.kind === 'queue' ? board.queues[subject.queue] : undefined;
  return figures === undefined || trustOf(view)(figures).state === 'live';
}

function summary(view: View, board: Board): Message {
  const { alert } = view.words;
  const isUnknown = Object.keys(board.queues).length === 0 || trustIn(view, board.total).state === 'unknown';
  if (isUnknown) return plain('unknown', alert.waitingForBoard);
  return isAllWell(view, board) ? plain('quiet', alert.quiet) : plain('pending', alert.pending);
}

/** Nothing on the wall is amber or red: a breach that has not yet held, or of too few contacts, is no alert, and all is not well. */
function isAllWell(view: View, board: Board): boolean {
  const tiles = view.layout.tileRows.flat().map(({ tile }) => judgeTile(board, tile, trustOf(view)));
  const rows = view.rows.map(({ state }) => state);
  return ![...tiles, ...rows].some((state) => state === 'risk' || state === 'breach');
}

const PLAIN_TILE = { unknown: 'unknown', quiet: 'good', pending: 'risk' } as const;

const plain = (state: keyof typeof PLAIN_TILE, wordings: Wordings): Message => ({
  state,
  tile: PLAIN_TILE[state],
  wordings,
  heard: wordings[0] ?? '',
  isNew: false,
});

function tellLost(view: View, board: Board, lost: Lost): Message {
  const { words } = view;
  const heads = lostWords(words, lost);
  const { at, state } = trustIn(view, board.total);
  const frozen = words.link.frozen(timeOfDay(at, board.centre.zone));
  const standsStill = state === 'stale' && isFrozen(view, board, lost);
  return {
    state: 'feed-lost',
    tile: 'stale',
    wordings: standsStill ? [joined(view, heads[0] ?? '', frozen), ...heads] : heads,
    heard: lostWords(words, lost, false)[0] ?? '',
    isNew: false,
  };
}

/** A start counts again what has changed; what is hatched meanwhile is right when it is done. */
function tellRecount({ words }: View, { share, scope }: Recount): Message {
  const wordings = words.link.counting(Math.floor(share * 100), scope);
  return {
    state: 'counting',
    tile: scope === 'all' ? 'stale' : 'risk',
    wordings,
    heard: wordings.at(-1) ?? '',
    isNew: false,
  };
}

/** Whether there was a last word, as of which figures stand still. */
function isFrozen({ link }: View, { total: { freshness } }: Board, { why }: Lost): boolean {
  if (why === 'clock') return false;
  return link.state === 'stale' || ('frozenAt' in freshness && freshness.frozenAt !== undefined);
}

/** A switch that refuses us while something else still tells of its floor, such as its log. */
function tellRefused({ words }: View, source: string): Message {
  const wordings = words.link.refused(source);
  return { state: 'refused', tile: 'risk', wordings, heard: wordings[0] ?? '', isNew: false };
}

const refusedSources = ({ sources }: Board): readonly string[] =>
  Object.entries(sources).flatMap(([id, { isLoginRefused, state }]) =>
    isLoginRefused === true && state !== 'silent' ? [id] : [],
  );

function tellAlert(view: View, board: Board, alert: BoardAlert): Message {
  const sentence = alertSentence(board, alert, { words: view.words, now: view.clock });
  const isFiring = alert.state === 'firing';
  const grave: TileState = alert.severity === 'critical' ? 'breach' : 'risk';
  return {
    state: isFiring ? 'firing' : 'resolved',
    tile: isFiring ? grave : 'good',
    wordings: whole(view, sentence),
    heard: sentence.head,
    isNew: isFiring && view.clock - alert.firedAt < PULSE_MS,
  };
}

/** The sentence with its longest second half, then with shorter ones, then without. */
const whole = (view: View, { head, tails }: Sentence): Wordings => [
  ...tails.map((tail) => joined(view, head, tail)),
  head,
];

const joined = ({ words }: View, head: string, tail: string): string =>
  `${head}${words.language === 'zh' ? '\uff0c' : ', '}${tail}`;
