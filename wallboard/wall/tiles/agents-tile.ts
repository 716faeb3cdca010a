import { html, type TemplateResult } from 'lit';
import { firstFit, textEms } from '../../format/text-ems.ts';
import { readStaff, type StaffPart } from '../screen/read-staff.ts';
import type { Placed } from '../screen/layout.ts';
import { innerEms, tile } from './tile.ts';
import type { View } from './view.ts';

/** A tile so high has room for a word below each number. */
const STACKED_FROM_EMS = 6.2;
/** Between a number and its word, and after it, in label em. */
const CELL_GAPS_EMS = 0.4;

/** How many agents are free, busy, away and unreachable. Where the switch tells no sign-ins, idle agents are unknown. */
export function agentsTile(view: View, placed: Placed): TemplateResult {
  const { words } = view;
  const isStacked = view.layout.tileEms >= STACKED_FROM_EMS;
  return tile(view, placed, ({ total }) => {
    const staff = readStaff(total);
    const cells = PARTS.map((part) => cell(view, placed, { part, count: staff[part] }));
    const body = html`<dl class="agents" data-stacked=${isStacked}>${cells}</dl>`;
    const label = staff.signedIn === undefined ? words.tile.agents : words.sub.signedIn(staff.signedIn);
    return { body, label, sub: [''] };
  });
}

const PARTS: readonly StaffPart[] = ['free', 'busy', 'away', 'unreachable'];

type Cell = { readonly part: StaffPart; readonly count: number | undefined };

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
