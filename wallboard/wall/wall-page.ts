import { LitElement, type TemplateResult } from 'lit';
import { PROTOCOL } from '#domain/board/wire.ts';
import { MINUTE_MS, SECOND_MS, type DurationMs } from '#domain/time.ts';
import './demo/demo-strip.ts';
import { wordsOf } from './words/wall-words-of.ts';
import { enterByHash } from '../link/enter-by-hash.ts';
import { advanceLink, NOT_CONNECTED, type Connection, type SocketEvent } from '../link/link.ts';
import { keepAwake } from '../link/keep-awake.ts';
import { pageClock } from '../link/page-clock.ts';
import { WallSocket } from '../link/wall-socket.ts';
import { pageLanguage, rememberLanguage, type Language } from '../kit/page-language.ts';
import { readScreen } from './screen/read-screen.ts';
import { shiftFor } from './screen/pixel-shift.ts';
import { viewOf } from './view/view.ts';
import { wallScreen } from './wall-screen.ts';

/** A newer server makes an old page reload; no oftener than this, should the reload not help. */
const RELOAD_LIMIT_MS: DurationMs = MINUTE_MS;

/** The wall: it owns the socket and the tick, and draws what they say. */
class WallPage extends LitElement {
  static override properties = { connection: { state: true }, language: { state: true } };
  declare private connection: Connection;
  declare private language: Language;
  private undo: readonly (() => void)[] = [];

  constructor() {
    super();
    this.connection = NOT_CONNECTED;
    this.language = pageLanguage();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const redraw = (): void => this.requestUpdate();
    window.addEventListener('resize', redraw);
    this.undo = [
      pageClock.every(SECOND_MS, redraw),
      keepAwake(),
      () => window.removeEventListener('resize', redraw),
      enterByHash(() => new WallSocket((event) => this.hearSocket(event)).start()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const undo of this.undo) undo();
  }

  private hearSocket(event: SocketEvent): void {
    if (event.kind === 'said' && event.message.kind === 'snapshot' && event.message.protocol > PROTOCOL)
      if (pageClock.now() > RELOAD_LIMIT_MS) location.reload();
    this.connection = advanceLink(this.connection, event);
  }

  /** The page is one document, so that its style sheet and a screen reader see all of it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const words = wordsOf(this.language);
    const now = pageClock.now();
    const view = viewOf({ connection: this.connection, now, words, screen: readScreen() });
    this.style.setProperty('--shift', shiftFor(now));
    const root = document.documentElement;
    root.lang = this.language === 'zh' ? 'zh-CN' : 'en';
    root.dataset['link'] = view.link.state;
    return wallScreen(view, () => this.switchLanguage());
  }

  protected override updated(): void {
    const { feed } = this.connection;
    if (feed !== undefined) document.documentElement.dataset['version'] = String(feed.version);
  }

  private switchLanguage(): void {
    this.language = this.language === 'zh' ? 'en' : 'zh';
    rememberLanguage(this.language);
  }
}

customElements.define('callboard-wall', WallPage);
