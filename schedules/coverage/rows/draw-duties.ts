import type { BreakRule, CoverageProblem } from '../model/coverage-problem.ts';
import { drawGap, sumBegun, type Begin } from './draw-gap.ts';
import type { Duty } from '../model/duty.ts';
import type { RowDraft, Term } from './row-draft.ts';

/** A duty in a program: how many begin it at each of its starts, and when each start's people take each break. */
export type DutyColumns = {
  readonly duty: Duty;
  readonly total: number;
  /** The row that makes the starts add up to the total: its price is what one person more would cost. */
  readonly totalRow: number;
  /** One for each of the duty's starts. */
  readonly starts: readonly number[];
  /** One list for each break rule. */
  readonly breaks: readonly (readonly Begin[])[];
  /** People there and not on a break, by interval. */
  readonly presence: ReadonlyMap<number, readonly Term[]>;
};

export type DutiesQuestion = {
  readonly problem: CoverageProblem;
  readonly duties: readonly Duty[];
  readonly isInteger: (duty: Duty) => boolean;
};

/**
 * Columns and rows for how many people begin each duty when, and when they take their breaks. A break belongs to a
 * start, not to a person (Aykin, Management Science 42, 1996): breaks add up instead of multiplying.
 * Interior point solves this form four times as fast as one of cumulated counts.
 */
export function drawDuties(draft: RowDraft, { problem, duties, isInteger }: DutiesQuestion): DutyColumns[] {
  return duties.map((duty) => {
    const { people: upper = 0, hourPrice = 0 } = problem.groups[duty.group] ?? {};
    const column = { lower: 0, upper, isInteger: isInteger(duty) };
    const total = draft.column({ ...column, cost: hourPrice * duty.paid });
    const starts = duty.starts.map(() => draft.column(column));
    const totalRow = draft.row({ lower: 0, upper: 0 }, [
      [total, -1],
      ...starts.map((start): Term => [start, 1]),
    ]);
    const breaks = duty.kind.breaks.map((rule, place) =>
      duty.starts.flatMap((at, start) => {
        const { least, most } = breakWindow(rule, place === 0);
        const begins: Begin[] = [];
        for (let begin = at + least; begin <= at + most; begin += 1)
          begins.push([begin, draft.column(column)]);
        draft.row({ lower: 0, upper: 0 }, [
          [starts[start] ?? 0, -1],
          ...begins.map(([, one]): Term => [one, 1]),
        ]);
        return begins;
      }),
    );
    linkBreaks(draft, duty, breaks, upper);
    return { duty, total, totalRow, starts, breaks, presence: presenceOf(duty, starts, breaks) };
  });
}

/** First come, first served: i-th start, i-th break, i-th lunch keep every distance that any pairing of them keeps. */
function linkBreaks(
  draft: RowDraft,
  { kind }: Duty,
  breaks: readonly (readonly Begin[])[],
  people: number,
): void {
  for (const [place, rule] of kind.breaks.entries()) {
    const previous = kind.breaks[place - 1];
    const before = breaks[place - 1];
    const after = breaks[place];
    if (previous === undefined || before === undefined || after === undefined) continue;
    const { least, most } = gapAfter(previous, rule);
    if (previous.latest + least <= rule.earliest && rule.latest - previous.earliest <= most) continue;
    const sums = { before: sumBegun(draft, before, people), after: sumBegun(draft, after, people) };
    drawGap(draft, { ...sums, least, most });
  }
}

/** How long after the start of the shift a break may begin; for the first one the work before it counts too. */
export function breakWindow(
  rule: BreakRule,
  isFirst: boolean,
): { readonly least: number; readonly most: number } {
  if (!isFirst) return { least: rule.earliest, most: rule.latest };
  const { leastWorkBefore = 0, mostWorkBefore = Infinity } = rule;
  return { least: Math.max(rule.earliest, leastWorkBefore), most: Math.min(rule.latest, mostWorkBefore) };
}

/** How long after the beginning of the break before it a break may begin. */
export function gapAfter(
  previous: BreakRule,
  rule: BreakRule,
): { readonly least: number; readonly most: number } {
  const { leastWorkBefore = 0, mostWorkBefore = Infinity } = rule;
  return { least: previous.length + leastWorkBefore, most: previous.length + mostWorkBefore };
}

function presenceOf(
  { starts: times, kind }: Duty,
  starts: readonly number[],
  breaks: readonly (readonly Begin[])[],
): Map<number, Term[]> {
  const presence = new Map<number, Term[]>();
  const add = (from: number, length: number, term: Term): void => {
    for (let at = from; at < from + length; at += 1) {
      const known = presence.get(at);
      if (known === undefined) presence.set(at, [term]);
      else known.push(term);
    }
  };
  for (const [place, column] of starts.entries()) add(times[place] ?? 0, kind.length, [column, 1]);
  for (const [place, begins] of breaks.entries())
    for (const [at, column] of begins) add(at, kind.breaks[place]?.length ?? 0, [column, -1]);
  return presence;
}
