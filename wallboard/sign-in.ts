import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { pageLanguage } from './kit/page-language.ts';
import type { Words } from './wall/words/wall-words.ts';
import { wordsOf } from './wall/words/wall-words-of.ts';
import { enterSession, type Entry } from './link/enter-session.ts';

/** The sign-in page: a token is pasted once, and the wall follows. */
class SignIn extends LitElement {
  static override properties = { entry: { state: true } };
  declare private entry: Entry | undefined;
  private readonly words: Words;

  constructor() {
    super();
    this.entry = undefined;
    this.words = wordsOf(pageLanguage());
    document.documentElement.lang = this.words.language === 'zh' ? 'zh-CN' : 'en';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { enter, title, token } = this.words.session;
    return html`<form class="sign-in" @submit=${this.submit}>
      <h1>${title}</h1>
      <label>${token}<input name="token" type="password" autocomplete="off" required autofocus /></label>
      <button>${enter}</button>
      <p role="alert">${this.complaint() ?? nothing}</p>
    </form>`;
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
    if (this.entry === 'entered') location.assign(`/wall${location.search}`);
  };
}

customElements.define('callboard-sign-in', SignIn);
