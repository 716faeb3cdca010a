import { html, LitElement, nothing, type TemplateResult } from 'lit';
import {
  DEMO_INCIDENTS,
  DEMO_PATH,
  DEMO_SPEEDS,
  type DemoAction,
  type DemoFigures,
  type DemoIncident,
} from '#domain/board/demo.ts';
import { hourMinute } from '../../format/clock.ts';
import type { Language } from '../../kit/page-language.ts';
import { demoWordsOf, type DemoWords } from './demo-words.ts';

/** A button in the top strip of a demonstration, and the strip of controls that it opens above the alerts. */
class DemoStrip extends LitElement {
  static override properties = {
    demo: { attribute: false },
    language: {},
    zone: {},
    isOpen: { state: true },
    hasFailed: { state: true },
  };
  declare demo: DemoFigures | undefined;
  declare language: Language;
  declare zone: string;
  declare private isOpen: boolean;
  declare private hasFailed: boolean;

  constructor() {
    super();
    this.demo = undefined;
    this.language = 'en';
    this.zone = 'UTC';
    this.isOpen = false;
    this.hasFailed = false;
  }

  /** One document with the wall, for its style sheet. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { demo } = this;
    if (demo === undefined) return html``;
    const words = demoWordsOf(this.language);
    return html`<button
        class="demo-button"
        aria-expanded=${this.isOpen}
        aria-controls="demo-strip"
        @click=${() => (this.isOpen = !this.isOpen)}
        @keydown=${(event: KeyboardEvent) => this.closeOnEscape(event)}
      >
        ${words.demo}${demo.speed === 1 ? nothing : ` ${words.times(demo.speed)}`}
      </button>
      ${this.isOpen ? this.strip(demo, words) : nothing}`;
  }

  private strip(demo: DemoFigures, words: DemoWords): TemplateResult {
    return html`<section
      id="demo-strip"
      class="demo-strip"
      aria-label=${words.region}
      @keydown=${(event: KeyboardEvent) => this.closeOnEscape(event)}
    >
      <p class="demo-said" role="status">
        ${this.hasFailed ? words.failed : words.simulated}
        ${demo.hasOwnClock ? html`<br />${words.ownClock}` : nothing}
      </p>
      <div class="demo-controls">
        ${DEMO_INCIDENTS.map((name) => this.incidentButton(name, demo, words))} ${this.cutButton(demo, words)}
        <span class="demo-speeds" role="group" aria-label=${words.speed}>
          <span>${words.speed}</span>
          ${DEMO_SPEEDS.map((speed) => this.speedButton(speed, demo, words))}
        </span>
        <button class="demo-close" aria-label=${words.close} @click=${() => this.close()}>✕</button>
      </div>
    </section>`;
  }

  private incidentButton(
    name: DemoIncident,
    { incidents }: DemoFigures,
    words: DemoWords,
  ): TemplateResult | typeof nothing {
    const figures = incidents[name];
    if (figures === undefined) return nothing;
    const isRunning = figures.state === 'running';
    // Not disabled: a button that is pressed must not lose the keyboard's focus.
    return html`<button
      data-incident=${name}
      aria-pressed=${isRunning}
      aria-disabled=${isRunning}
      @click=${() => (isRunning ? undefined : this.ask({ action: 'provoke', incident: name }))}
    >
      ${words.incidents[name]}
      ${
        isRunning
          ? html`<small
              >${
                figures.until === undefined
                  ? words.running
                  : words.until(hourMinute(figures.until, this.zone))
              }</small
            >`
          : nothing
      }
    </button>`;
  }

  private cutButton({ isFeedCut }: DemoFigures, words: DemoWords): TemplateResult {
    return html`<button
      data-feed=${isFeedCut ? 'cut' : 'whole'}
      @click=${() => this.ask({ action: isFeedCut ? 'restore-feed' : 'cut-feed' })}
    >
      ${isFeedCut ? words.restoreFeed : words.cutFeed}
    </button>`;
  }

  private speedButton(speed: number, demo: DemoFigures, words: DemoWords): TemplateResult {
    return html`<button
      data-speed=${speed}
      aria-pressed=${demo.speed === speed}
      @click=${() => this.ask({ action: 'set-speed', speed })}
    >
      ${words.times(speed)}
    </button>`;
  }

  private async ask(action: DemoAction): Promise<void> {
    try {
      const reply = await fetch(DEMO_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(action),
      });
      // 409: somebody else was faster, and the board will show it.
      this.hasFailed = !reply.ok && reply.status !== 409;
    } catch {
      // The network's reasons say nothing to a visitor; the strip says that nobody answered.
      this.hasFailed = true;
    }
  }

  private closeOnEscape(event: KeyboardEvent): void {
    if (event.key === 'Escape') this.close();
  }

  private close(): void {
    this.isOpen = false;
    this.querySelector<HTMLElement>('.demo-button')?.focus();
  }
}

customElements.define('callboard-demo', DemoStrip);
