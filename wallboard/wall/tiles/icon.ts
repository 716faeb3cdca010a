import { svg, html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../words/wall-words.ts';
import type { TileState } from '../screen/tile-state.ts';

const SHAPES: Readonly<Record<TileState, TemplateResult>> = {
  good: svg`<circle cx="12" cy="12" r="9" />`,
  risk: svg`<path d="M12 2 23 21H1z" />`,
  breach: svg`<rect x="2.500" y="2.500" width="19" height="19" rx="2" /><path class="mark" d="M12 6.500v7.500M12 17v1.500" />`,
  stale: svg`<path d="M12 1.500 22.500 12 12 22.500 1.500 12z" /><path class="hatch" d="m7 11 5-5M8 15l7-7M11 17l6-6" />`,
  unknown: svg`<path d="M12 1.500 22.500 12 12 22.500 1.500 12z" />`,
};

/** A state as a shape, and as a word for those who hear the page. */
export function icon(state: TileState, words?: Words): TemplateResult {
  return html`<svg class="icon" data-icon=${state} viewBox="0 0 24 24" aria-hidden="true">
      ${SHAPES[state]}</svg
    >${words === undefined ? nothing : html`<span class="heard">${words.state[state]}: </span>`}`;
}
