import { html, LitElement, type TemplateResult } from 'lit';
import type { Board } from '#domain/board/board.ts';
import { epochMs, later, type DurationMs } from '#domain/time.ts';
import { pageLanguage } from '../kit/page-language.ts';
import { wordsOf } from '../wall/words/wall-words-of.ts';
import { advanceLink, NOT_CONNECTED, type Connection } from '../link/link.ts';
import { readScreen } from '../wall/screen/read-screen.ts';
import { viewOf } from '../wall/view/view.ts';
import { wallScreen } from '../wall/wall-screen.ts';
import {
  longNamesBoard,
  manyQueuesBoard,
  refusedBesideLogBoard,
  unheardBoard,
  unsignedBoard,
  withFeed,
} from './hard-boards.ts';
import { busyBoard, calmBoard, emptyBoard, extremeBoard, SAMPLE_AT, withSources } from './sample-boards.ts';

/** One state of the wall: a board, and how long ago the server was last heard. */
type Exhibit = { readonly title: string; readonly board?: Board; readonly silenceMs: DurationMs };

const EXHIBITS: readonly Exhibit[] = [
  { title: 'breach', board: busyBoard(), silenceMs: 800 },
  { title: 'live', board: calmBoard(), silenceMs: 800 },
  { title: 'ageing', board: busyBoard(), silenceMs: 8_000 },
  { title: 'stale', board: busyBoard(), silenceMs: 57_000 },
  {
    title: 'one-source-dead',
    board: withFeed(busyBoard(), 'acd-2', 'dead', ['q1', 'q3']),
    silenceMs: 800,
  },
  {
    title: 'clock-wrong',
    board: withFeed(busyBoard(), 'acd-2', 'clock-wrong', ['q2']),
    silenceMs: 800,
  },
  {
    title: 'login-refused',
    board: withFeed(busyBoard(), 'pbx1', 'refused', ['q1', 'q3']),
    silenceMs: 800,
  },
  { title: 'login-refused-at-first', board: unheardBoard('refused'), silenceMs: 800 },
  { title: 'login-refused-beside-log', board: refusedBesideLogBoard(), silenceMs: 800 },
  { title: 'unsigned', board: unsignedBoard(), silenceMs: 800 },
  { title: 'never-heard', board: unheardBoard('unreachable'), silenceMs: 800 },
  { title: 'quiet', board: withFeed(calmBoard(), 'night', 'quiet', ['q1']), silenceMs: 800 },
  { title: 'unfed', board: withFeed(emptyBoard(), '', 'unfed', []), silenceMs: 800 },
  { title: 'stopped', board: withSources(calmBoard(), { 'acd-1': 'live', chat: 'stopped' }), silenceMs: 800 },
  { title: 'counting', board: { ...busyBoard(), recount: { share: 0.63, scope: 'all' } }, silenceMs: 800 },
  { title: 'unknown', silenceMs: 0 },
  { title: 'empty', board: emptyBoard(), silenceMs: 800 },
  { title: 'extreme', board: extremeBoard(), silenceMs: 800 },
  { title: 'one-queue', board: manyQueuesBoard(1), silenceMs: 800 },
  { title: 'seven-queues', board: manyQueuesBoard(7), silenceMs: 800 },
  { title: 'forty-queues', board: manyQueuesBoard(40), silenceMs: 800 },
  { title: 'two-hundred-queues', board: manyQueuesBoard(200), silenceMs: 800 },
  { title: 'long-names', board: longNamesBoard(), silenceMs: 800 },
];

/** Every tile in every state, one wall below the other; `?show=stale` shows one of them alone. */
class GalleryPage extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const words = wordsOf(pageLanguage());
    document.documentElement.lang = words.language === 'zh' ? 'zh-CN' : 'en';
    const only = new URLSearchParams(location.search).get('show');
    const shown = EXHIBITS.filter(({ title }) => only === null || only === title);
    const screen = readScreen();
    return html`${shown.map((exhibit) => {
      const view = viewOf({ connection: connectionOf(exhibit), now: exhibit.silenceMs, words, screen });
      return html`<section class="exhibit" data-exhibit=${exhibit.title}>
        ${wallScreen(view, () => undefined)}
      </section>`;
    })}`;
  }
}

/** Since each source was heard, by its state. */
const AGES = { live: 0, quiet: 90_000, silent: 57_000, stopped: 600_000, 'clock-wrong': 0 };

/** A connection whose last word was the board, so long ago that the server's time now is that of the samples. */
function connectionOf({ board, silenceMs }: Exhibit): Connection {
  if (board === undefined) return NOT_CONNECTED;
  const serverAt = later(epochMs(SAMPLE_AT), -silenceMs);
  const message = { kind: 'snapshot', protocol: 1, version: 1, serverAt, board } as const;
  const sourceAgeMs = Object.fromEntries(
    Object.entries(board.sources).map(([id, { state }]) => [id, AGES[state]]),
  );
  const heartbeat = { kind: 'heartbeat', version: 1, serverAt, sourceAgeMs } as const;
  const shown = advanceLink(NOT_CONNECTED, { kind: 'said', message, at: 0 });
  return advanceLink(shown, { kind: 'said', message: heartbeat, at: 0 });
}

customElements.define('callboard-gallery', GalleryPage);
