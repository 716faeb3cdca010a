import type { CoverageProblem, ShiftKind } from './coverage-problem.ts';
import { passedUntil, type Horizon } from './horizon.ts';

/** One shift kind of one group on one day: where its starts may lie, in intervals of the horizon. */
export type Duty = {
  readonly group: number;
  readonly day: number;
  readonly kind: ShiftKind;
  readonly paid: number;
  readonly starts: readonly number[];
};

/** All duties of a problem, day by day; a kind without a start inside the horizon has none. */
export function listDuties(problem: CoverageProblem, horizon: Horizon): Duty[] {
  const kinds = new Map(problem.shiftKinds.map((kind) => [kind.name, kind]));
  return problem.days.flatMap((plannedDay, day) =>
    problem.groups.flatMap((group, place) =>
      group.shiftKinds.flatMap((name): Duty[] => {
        const kind = kinds.get(name);
        if (kind === undefined) return [];
        const midnight = horizon.dayStarts[day] ?? 0;
        const all = kind.starts.map((offset) => midnight + passedUntil(plannedDay, offset));
        const starts = [...new Set(all)].filter((start) => start < horizon.intervals);
        if (starts.length === 0) return [];
        return [{ group: place, day, kind, paid: paidIntervals(kind), starts }];
      }),
    ),
  );
}

/** Intervals of a shift that are paid. */
export function paidIntervals({ length, breaks }: ShiftKind): number {
  return breaks.reduce((sum, rule) => (rule.isPaid ? sum : sum - rule.length), length);
}
