import { html, type TemplateResult } from 'lit';
import { firstFit, textEms } from '../../format/text-ems.ts';
import { readStaff, type Staff, type StaffPart } from '../screen/read-staff.ts';
import type { Placed } from '../screen/layout.ts';
import { innerEms, tile } from './tile.ts';
import type { View } from '../view/view.ts';

/** Between a number and its word, and after it, in label em. */
const CELL_GAPS_EMS = 0.4;
/** What the label and the edges take of the height, and what two rows of digits need beside their size. */
const AROUND_EMS = 1.45;
const LEADING = 1.05;

/** How many agents are free, busy, away and unreachable. Where the switch tells no sign-ins, idle agents are unknown. */
export function agentsTile(view: View, placed: Placed): TemplateResult {
  return tile(view, placed, ({ total }) => {
    const staff = readStaff(total);
    const size = digitsEms(view, placed, staff);
    const body = html`<dl class="agents">
      ${PARTS.map((part) => cell(view, placed, { part, count: staff[part], size }))}
    </dl>`;
    return { body, label: wholeOf(staff, view), sub: [''] };
  });
}

const PARTS: readonly StaffPart[] = ['free', 'busy', 'away', 'unreachable'];

/** All of whom the parts are parts; some may be on a contact though no sign-in of theirs was told. */
function wholeOf({ present, signedIn }: Staff, { words }: View): readonly string[] {
  if (present === undefined || signedIn === undefined) return words.tile.agents;
  return present === signedIn ? words.sub.signedIn(signedIn) : words.sub.present(present, signedIn);
}

/** One size for all four: the biggest at which they fit beside their words, and of headline size unless a word would then be cut. */
function digitsEms({ layout, words }: View, placed: Placed, staff: Staff): number {
  const fits = PARTS.map((part) => {
    const shortest = textEms(words.agents[part].at(-1) ?? '');
    return (cellEms({ layout }, placed) - shortest) / textEms(digitsOf(staff[part]));
  });
  const high = (layout.tileEms - AROUND_EMS) / 2 / LEADING;
  const size = Math.min(high, ...fits);
  return size >= layout.figurePx / layout.labelPx ? size : 1;
}

const cellEms = ({ layout }: Pick<View, 'layout'>, placed: Placed): number =>
  innerEms(layout, placed) / 2 - CELL_GAPS_EMS;

const digitsOf = (count: number | undefined): string => (count === undefined ? '—' : `${count}`);

type Cell = { readonly part: StaffPart; readonly count: number | undefined; readonly size: number };

function cell(view: View, placed: Placed, { part, count, size }: Cell): TemplateResult {
  const digits = digitsOf(count);
  const room = cellEms(view, placed) - textEms(digits) * size;
  return html`<div data-part=${part} data-alarm=${part === 'unreachable' && (count ?? 0) > 0}>
    <dd class=${count === undefined ? 'none' : ''} .style=${`font-size: ${size.toFixed(3)}em`}>${digits}</dd>
    <dt>${firstFit(view.words.agents[part], room)}</dt>
  </div>`;
}
