import { html, type TemplateResult } from 'lit';
import type { Placed, TileName } from '../screen/layout.ts';
import { abandonedTile } from './abandoned-tile.ts';
import { agentsTile } from './agents-tile.ts';
import { longestWaitTile } from './longest-wait-tile.ts';
import { serviceLevelTile } from './service-level-tile.ts';
import type { View } from '../view/view.ts';
import { waitingTile } from './waiting-tile.ts';

const TILES: Readonly<Record<TileName, (view: View, placed: Placed) => TemplateResult>> = {
  waiting: waitingTile,
  'longest-wait': longestWaitTile,
  agents: agentsTile,
  'service-level-interval': serviceLevelTile,
  'service-level-day': serviceLevelTile,
  abandoned: abandonedTile,
};

/** Tiles side by side, in the order of the layout. */
export function tileRow(view: View, placed: readonly Placed[]): TemplateResult {
  return html`<div class="tiles">${placed.map((one) => TILES[one.tile](view, one))}</div>`;
}
