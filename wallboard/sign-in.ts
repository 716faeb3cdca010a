import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { pageLanguage } from './kit/page-language.ts';
import type { Words } from './wall/words/wall-words.ts';
import { wordsOf } from './wall/words/wall-words-of.ts';
import { endSession } from './link/end-session.ts';
import { enterSession, type Entry } from './link/enter-session.ts';
import { readSession, type Session } from './link/read-session.ts';

/** Who is signed in: `unknown` until the server has said so. */
type Standing = 'unknown' | 'nobody' | Session;

/** The sign-in page: a token is pasted once, and the wall follows. Whoever is signed in already may sign out here. */
class SignIn extends LitElement {
  static override properties = { entry: { state: true }, standing: { state: true } };
  declare private entry: Entry | undefined;
  declare private standing: Standing;
  private readonly words: Words;

  constructor() {
    super();
    this.entry = undefined;
    this.standing = 'unknown';
    this.words = wordsOf(pageLanguage());
    document.documentElement.lang = this.words.language === 'zh' ? 'zh-CN' : 'en';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // It never rejects: who cannot be asked about is nobody.
    void readSession().then((session) => (this.standing = session ?? 'nobody'));
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.standing === 'unknown') return nothing;
    return this.standing === 'nobody' ? this.form() : this.signedIn(this.standing);
  }

  protected override updated(changed: PropertyValues): void {
    // A form that comes late, or after a session, is not focused by its attribute.
    if (changed.has('standing')) this.querySelector('input')?.focus();
  }

  private form(): TemplateResult {
    const { enter, title, token } = this.words.session;
    return html`<form class="sign-in" @submit=${this.submit}>
      <h1>${title}</h1>
      <label>${token}<input name="token" type="password" autocomplete="off" required /></label>
      <button>${enter}</button>
      <p role="alert">${this.complaint() ?? nothing}</p>
    </form>`;
  }

  private signedIn({ name, role }: Session): TemplateResult {
    const { signedIn, signOut, toWall } = this.words.session;
    return html`<main class="sign-in">
      <h1>${signedIn(name, role)}</h1>
      <a href=${wallAddress()}>${toWall}</a>
      <button class="sign-out" @click=${this.leave}>${signOut}</button>
      <p role="alert">${this.complaint() ?? nothing}</p>
    </main>`;
  }

  private complaint(): string | undefined {
    if (this.entry === 'wrong-token') return this.words.session.wrong;
    return this.entry === 'unreachable' ? this.words.session.unreachable : undefined;
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const field = this.querySelector('input');
    if (field === null) return;
    this.entry = await enterSession(field.value.trim());
    if (this.entry === 'entered') location.assign(wallAddress());
  };

  private readonly leave = async (): Promise<void> => {
    const isOver = await endSession();
    this.entry = isOver ? undefined : 'unreachable';
    if (isOver) this.standing = 'nobody';
  };
}

const wallAddress = (): string => `/wall${location.search}`;

customElements.define('callboard-sign-in', SignIn);
