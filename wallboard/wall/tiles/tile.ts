import { html, nothing, type TemplateResult } from 'lit';
import type { Board } from '#domain/board/board.ts';
import { firstFit, textEms } from '../../format/text-ems.ts';
import type { Wordings } from '../words/wall-words.ts';
import type { Layout, Placed } from '../screen/layout.ts';
import { icon } from './icon.ts';
import { judgeTile } from '../screen/judge-tiles.ts';
import type { TileState } from '../screen/tile-state.ts';
import { trustIn, type Trust } from '../screen/trust.ts';
import { trustOf, type View } from '../view/view.ts';

/** A tile's content: one figure and a line that makes it readable. */
export type Picture = {
  readonly body: TemplateResult;
  readonly sub: Wordings;
  readonly label?: Wordings;
};

/** An icon before a label, with its gap, in label em. */
const ICON_EMS = 1.05;
/** The label with what is around it, and the line below the figure, in label em. */
const LABEL_EMS = 1.4;
const SUB_EMS = 1.15;
/** A headline figure is at most this many times its label. */
const MOST_FIGURE_EMS = 3.4;
/** A longer unit may cost the figure this much of its size. */
const LITTLE_SMALLER = 0.9;

/** Frames what a tile shows of the whole centre. The order is fixed: unknown, then stale, then the picture. */
export function tile(
  view: View,
  placed: Placed,
  draw: (board: Board, trust: Trust) => Picture,
): TemplateResult {
  const { board, words } = view;
  const trust = board === undefined ? undefined : trustIn(view, board.total);
  if (board === undefined || trust === undefined || trust.state === 'unknown') {
    const body = figure(view.layout, placed, { digits: '—' });
    return frame(view, placed, 'unknown', { body, sub: words.sub.unknown });
  }
  const state = trust.state === 'stale' ? 'stale' : judgeTile(board, placed.tile, trustOf(view));
  return frame(view, placed, state, draw(board, trust));
}

/** What a figure shows: its digits, and its unit in wordings of which a longer one may say more. */
export type Shown = { readonly digits: string; readonly units?: Wordings };

/** The one number of a tile, as big as its place allows and never below the limit. */
export function figure(layout: Layout, placed: Placed, shown: Shown): TemplateResult {
  const unit = unitOf(layout, placed, shown);
  const size = Math.max(layout.figurePx / layout.labelPx, roomyEms(layout, placed, shown.digits, unit));
  // Set from script: a strict content security policy forbids a style attribute.
  return html`<p class="figure" .style=${`--size: ${size.toFixed(3)}em`}>
    <span class=${shown.digits === '—' ? 'none' : ''}>${shown.digits}</span><span class="unit">${unit}</span>
  </p>`;
}

/** The longest unit that does not cost the figure its size; empty when there is none. */
export function unitOf(layout: Layout, placed: Placed, { digits, units = [''] }: Shown): string {
  const last = units.at(-1) ?? '';
  const full = roomyEms(layout, placed, digits, last) * LITTLE_SMALLER;
  return units.find((unit) => roomyEms(layout, placed, digits, unit) >= full) ?? last;
}

/** The width a tile has for text, in label em. */
export function innerEms({ space }: Layout, placed: Placed): number {
  return placed.ems - 2 * space.pad;
}

/** The size at which a figure fills its place, in label em. Its unit is half as big, but never smaller than a label. */
function roomyEms(layout: Layout, placed: Placed, digits: string, unit: string): number {
  const room = innerEms(layout, placed);
  const [figureWidth, unitWidth] = [textEms(digits), textEms(unit)];
  const halved = room / (figureWidth + unitWidth / 2);
  const fits = halved >= 2 ? halved : (room - unitWidth) / figureWidth;
  const high = layout.tileEms - LABEL_EMS - (layout.hasSub ? SUB_EMS : 0);
  return Math.min(high, fits, MOST_FIGURE_EMS);
}

function frame(view: View, placed: Placed, state: TileState, picture: Picture): TemplateResult {
  const { layout, words } = view;
  const room = innerEms(layout, placed);
  const label = firstFit(picture.label ?? words.tile[placed.tile], room - ICON_EMS);
  return html`<section
    class="tile"
    data-tile=${placed.tile}
    data-state=${state}
    .style=${`flex-grow: ${placed.ems.toFixed(3)}`}
  >
    <h2 class="label">${icon(state, words)}<span>${label}</span></h2>
    ${picture.body} ${layout.hasSub ? html`<p class="sub">${firstFit(picture.sub, room)}</p>` : nothing}
  </section>`;
}
