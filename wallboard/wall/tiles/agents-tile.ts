import { html, type TemplateResult } from 'lit';
import type { Figures } from '#domain/board/board.ts';
import { firstFit, textEms } from '../../format/text-ems.ts';
import type { Words } from '../words/wall-words.ts';
import type { Placed } from '../screen/layout.ts';
import { innerEms, tile } from './tile.ts';
import type { Judgement } from '../screen/tile-state.ts';
import type { View } from './view.ts';

/** A tile so high has room for a word below each number. */
const STACKED_FROM_EMS = 6.2;
/** Between a number and its word, and after it, in label em. */
const CELL_GAPS_EMS = 0.4;

/** How many agents are free, busy, away and unreachable. Where the switch tells no sign-ins, idle agents are unknown. */
export function agentsTile(view: View, placed: Placed): TemplateResult {
  const { board, words } = view;
  if (board === undefined) return tile(view, placed, undefined);
  const staff = readStaff(board.total);
  const cells = PARTS.map((part) => cell(view, placed, { part, count: staff[part] }));
  const isStacked = view.layout.tileEms >= STACKED_FROM_EMS;
  const body = html`<dl class="agents" data-stacked=${isStacked}>${cells}</dl>`;
  const label = staff.signedIn === undefined ? words.tile.agents : words.sub.signedIn(staff.signedIn);
  return tile(view, placed, { state: judgeStaff(staff), body, label, sub: [''] });
}

const PARTS: readonly Part[] = ['free', 'busy', 'away', 'unreachable'];

function judgeStaff({ busy, unreachable }: Staff): Judgement {
  if (busy === undefined) return 'unknown';
  return (unreachable ?? 0) > 0 ? 'risk' : 'good';
}

type Part = keyof Words['agents'];
export type Staff = { readonly [Name in Part | 'signedIn']: number | undefined };

/** Agents as a floor sees them: wrap-up counts as busy, and so does who is on a contact without a sign-in. Undefined is unknown. */
export function readStaff({ agents, day }: Figures): Staff {
  const { available, away, unreachable, unsigned } = agents;
  const busy = agents.busy + agents['wrap-up'];
  const signedIn = available + busy + away + unreachable;
  const { availableMs, busyMs, wrapUpMs, awayMs, unreachableMs } = day.agentTime;
  const wasSignedInMs = availableMs + busyMs + wrapUpMs + awayMs + unreachableMs;
  if (signedIn > 0 || wasSignedInMs > 0)
    return { free: available, busy: busy + unsigned, away, unreachable, signedIn };
  const known = unsigned > 0 ? unsigned : undefined;
  return { free: undefined, busy: known, away: undefined, unreachable: undefined, signedIn: undefined };
}

type Cell = { readonly part: Part; readonly count: number | undefined };

/** A number and its word. The number is of headline size unless its word would then be cut. */
function cell({ layout, words }: View, placed: Placed, { part, count }: Cell): TemplateResult {
  const digits = count === undefined ? '—' : `${count}`;
  const width = innerEms(layout, placed) / 2 - CELL_GAPS_EMS;
  const isStacked = layout.tileEms >= STACKED_FROM_EMS;
  const roomAt = (size: number): number => (isStacked ? width : width - textEms(digits) * size);
  const headline = layout.figurePx / layout.labelPx;
  const shortest = textEms(words.agents[part].at(-1) ?? '');
  const size = shortest <= roomAt(headline) ? headline : 1;
  return html`<div data-part=${part} data-alarm=${part === 'unreachable' && (count ?? 0) > 0}>
    <dd class=${count === undefined ? 'none' : ''} .style=${`font-size: ${size.toFixed(3)}em`}>${digits}</dd>
    <dt>${firstFit(words.agents[part], roomAt(size))}</dt>
  </div>`;
}
