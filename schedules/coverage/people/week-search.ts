import type { CoverageProblem, ShiftKind, CoverageGroup } from '../model/coverage-problem.ts';
import type { Duty } from '../model/duty.ts';
import type { PlannedPerson } from './person-weeks.ts';
import { endOf, type PlacedShift } from '../market/placed-shift.ts';
import type { ShiftSearch } from '../market/shift-search.ts';

/** The best week of one person at the prices as they are; undefined when the rules leave none. */
export type WeekSearch = (question: WeekQuestion) => readonly PlacedShift[] | undefined;

export type WeekQuestion = {
  readonly person: PlannedPerson;
  readonly group: CoverageGroup;
  /** What one more person of the group costs in every interval. */
  readonly oneMoreCost: Float64Array;
  /** The duties of the group by day. */
  readonly duties: readonly (readonly Duty[])[];
  /** The shifts that each day has to offer, and what each costs. Absent: every start of every duty, at its price. */
  readonly offers?: readonly (readonly { readonly shift: PlacedShift; readonly cost: number }[])[];
};

/** A week up to a day. */
type Label = {
  readonly cost: number;
  readonly daysOn: number;
  readonly inRow: number;
  readonly paid: number;
  /** From here on the person has rested. */
  readonly restedFrom: number;
  readonly chosen: Offer | undefined;
  readonly before: Label | undefined;
};

type Offer = {
  readonly duty: Duty;
  readonly start: number;
  readonly cost: number;
  readonly placed?: PlacedShift;
};

/** A label that is not better than another in any way a later day could feel is dropped, so few are left. */
const MOST_LABELS = 4_000;

/**
 * Looks through every week that the rules allow, day by day: days on, days in a row, paid intervals, rest. Exact
 * while a day leaves no more than `MOST_LABELS` labels; beyond that the cheapest are kept.
 */
export function openWeekSearch(problem: CoverageProblem, intervals: number, search: ShiftSearch): WeekSearch {
  return (question) => {
    const { person, group, oneMoreCost } = question;
    search.price(oneMoreCost, 0, intervals + longest(problem.shiftKinds));
    const first: Label = {
      cost: 0,
      daysOn: 0,
      inRow: person.daysInRowBefore ?? 0,
      paid: 0,
      restedFrom: person.restedFrom ?? -Infinity,
      chosen: undefined,
      before: undefined,
    };
    let labels = [first];
    for (const day of problem.days.keys()) {
      const offers = offersOf(question, day, search);
      const daysLeft = problem.days.length - day - 1;
      labels = advance(labels, { offers, group, daysLeft });
    }
    const whole = labels.filter(
      ({ paid, daysOn }) => paid >= group.paidIntervals.least && daysOn >= group.daysOn.least,
    );
    const best = cheapest(whole);
    return best === undefined ? undefined : readWeek(best, search);
  };
}

function longest(kinds: readonly ShiftKind[]): number {
  return Math.max(0, ...kinds.map(({ length }) => length));
}

function offersOf(question: WeekQuestion, day: number, search: ShiftSearch): Offer[] {
  const { person, duties, offers } = question;
  const isAway = (from: number, until: number): boolean =>
    person.away.some((span) => span.from < until && span.until > from);
  if (offers !== undefined)
    return (offers[day] ?? []).flatMap(({ shift, cost }): Offer[] =>
      isAway(shift.start, endOf(shift))
        ? []
        : [{ duty: shift.duty, start: shift.start, cost, placed: shift }],
    );
  return (duties[day] ?? []).flatMap((duty) =>
    duty.starts.flatMap((start): Offer[] => {
      if (isAway(start, start + duty.kind.length)) return [];
      return [{ duty, start, cost: search.cost(duty.kind, start) }];
    }),
  );
}

type Step = {
  readonly offers: readonly Offer[];
  readonly group: CoverageGroup;
  readonly daysLeft: number;
};

function advance(labels: readonly Label[], { offers, group, daysLeft }: Step): Label[] {
  const next = new Map<number, Label[]>();
  for (const label of labels) {
    if (label.daysOn + daysLeft >= group.daysOn.least)
      keep(next, { ...label, inRow: 0, chosen: undefined, before: label });
    if (label.daysOn >= group.daysOn.most || label.inRow >= group.mostDaysInRow) continue;
    if (label.daysOn + 1 + daysLeft < group.daysOn.least) continue;
    for (const offer of offers) {
      const paid = label.paid + offer.duty.paid;
      if (offer.start < label.restedFrom || paid > group.paidIntervals.most) continue;
      keep(next, {
        cost: label.cost + offer.cost,
        daysOn: label.daysOn + 1,
        inRow: label.inRow + 1,
        paid,
        restedFrom: offer.start + offer.duty.kind.length + group.leastRest,
        chosen: offer,
        before: label,
      });
    }
  }
  const all = [...next.values()].flat();
  return all.length <= MOST_LABELS
    ? all
    : all.sort((one, other) => one.cost - other.cost).slice(0, MOST_LABELS);
}

/** Keeps a label unless one of the same days and hours is rested no later and costs no more. */
function keep(next: Map<number, Label[]>, label: Label): void {
  const key = (label.paid * 32 + label.daysOn) * 32 + label.inRow;
  const known = next.get(key);
  if (known === undefined) {
    next.set(key, [label]);
    return;
  }
  for (const other of known) if (other.cost <= label.cost && other.restedFrom <= label.restedFrom) return;
  let kept = 0;
  for (const other of known)
    if (other.cost < label.cost || other.restedFrom < label.restedFrom) {
      known[kept] = other;
      kept += 1;
    }
  known.length = kept;
  known.push(label);
}

function cheapest(labels: readonly Label[]): Label | undefined {
  let best: Label | undefined;
  for (const label of labels) if (best === undefined || label.cost < best.cost) best = label;
  return best;
}

function readWeek(last: Label, search: ShiftSearch): PlacedShift[] {
  const shifts: PlacedShift[] = [];
  for (let label: Label | undefined = last; label !== undefined; label = label.before) {
    const { chosen } = label;
    if (chosen === undefined) continue;
    if (chosen.placed !== undefined) {
      shifts.push(chosen.placed);
      continue;
    }
    search.cost(chosen.duty.kind, chosen.start);
    shifts.push({ duty: chosen.duty, start: chosen.start, breaks: search.breaks() });
  }
  return shifts.reverse();
}
