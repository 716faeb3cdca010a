import type { Span } from './market.ts';
import type { Duty } from '../model/duty.ts';
import { breakWindow, gapAfter } from '../rows/draw-duties.ts';

/** A shift that begins at a certain interval, with every break in its place. */
export type PlacedShift = {
  readonly duty: Duty;
  readonly start: number;
  /** Where each break of the shift kind begins, in its order. */
  readonly breaks: readonly number[];
};

/** When the shift ends: the first interval after it. */
export function endOf({ start, duty }: PlacedShift): number {
  return start + duty.kind.length;
}

/** The stretches of the shift in which its person answers contacts. */
export function workSpans({ duty, start, breaks }: PlacedShift): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (const [place, at] of breaks.entries()) {
    spans.push({ from, until: at });
    from = at + (duty.kind.breaks[place]?.length ?? 0);
  }
  return [...spans, { from, until: start + duty.kind.length }];
}

/** Whether breaks that begin at these intervals keep the rules of the shift. */
export function breaksFit({ duty, start, breaks }: PlacedShift): boolean {
  return duty.kind.breaks.every((rule, place) => {
    const at = breaks[place] ?? -1;
    const { least, most } = breakWindow(rule, place === 0);
    const previous = duty.kind.breaks[place - 1];
    if (at < start + least || at > start + most) return false;
    if (previous === undefined) return true;
    const gap = gapAfter(previous, rule);
    const since = at - (breaks[place - 1] ?? 0);
    return since >= gap.least && since <= gap.most;
  });
}
