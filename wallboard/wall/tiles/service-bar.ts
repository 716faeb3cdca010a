import { svg, html, type TemplateResult } from 'lit';
import type { Bracket } from '#domain/measures/measures.ts';

/** A bar from 0 to 100 % with a tick at the target; what is undecided is paler. An empty track when unknown. */
export function serviceBar(bracket: Bracket | undefined, target: number): TemplateResult {
  const level =
    bracket === undefined
      ? svg``
      : svg`<rect class="open" y="5" height="10" width=${percent(bracket.high)} />
            <rect class="settled" y="5" height="10" width=${percent(bracket.low)} />`;
  return html`<svg class="bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" y="5" height="10" width="100" />
    ${level}
    <rect class="tick" x=${percent(target) - 0.8} y="0" height="20" width="1.6" />
  </svg>`;
}

const percent = (share: number): number => Math.round(Math.min(1, share) * 1000) / 10;
