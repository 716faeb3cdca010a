import type { LinearSolver } from '../../solver/linear-solver.ts';
import type { CostLattice } from '../model/cost-lattice.ts';
import type { CoverageProblem } from '../model/coverage-problem.ts';
import { drawWeeks, eitherDay, type WeekColumns } from './draw-weeks.ts';
import type { Duty } from '../model/duty.ts';
import type { DutyCounts } from './duty-counts.ts';
import { draftRows, type RowDraft, type Term } from './row-draft.ts';

/** People of each group who work each day, and the paid intervals the day may have; whole weeks can be made of them. */
export type Tours = {
  readonly people: readonly (readonly number[])[];
  readonly paid: readonly (readonly number[])[];
  /** People of each group who work on this day or the next. */
  readonly either: readonly (readonly number[])[];
};

/** What a day costs is never below this line: `cost` at `totals`, `slopes` for each person more. */
export type Cut = {
  readonly day: number;
  readonly cost: number;
  readonly totals: readonly number[];
  readonly slopes: readonly number[];
};

export type Master = {
  /** No whole numbers are cheaper, by the cuts. */
  readonly bound: number;
  /** By duty. */
  readonly totals: readonly number[];
  readonly either: readonly (readonly number[])[];
};

export type MasterQuestion = {
  readonly problem: CoverageProblem;
  /** The week of the bound, in fractions. */
  readonly counts: readonly DutyCounts[];
  /** Lines below the days' costs. */
  readonly cuts: readonly Cut[];
  readonly gap: number;
  /** What days in whole people can cost; absent: anything. */
  readonly lattice?: CostLattice | undefined;
  /** Days whose whole numbers just miss their line cost a step more: they are kept so far away. Absent: not. */
  readonly margin?: number;
  /** Totals of which only a few people may differ, where the lines are known to be right. Absent: the fractions. */
  readonly around?: readonly number[] | undefined;
};

const MASTER_SECONDS = 4;

/** Whole numbers next to the fractions are tried first: there are few of them, and the best are nearly always among them. */
const REACHES = [0, 2];
const REACH_AROUND = 1;

/** Whole numbers of people for every day that add up to whole weeks, cheapest by the cuts; undefined when none do. */
export function solveMaster(solver: LinearSolver, question: MasterQuestion): Master | undefined {
  for (const reach of question.around === undefined ? REACHES : [REACH_AROUND]) {
    const found = solveWithin(solver, question, reach);
    if (found !== undefined) return found;
  }
  return undefined;
}

function solveWithin(
  solver: LinearSolver,
  { problem, counts, cuts, gap, lattice, margin = 0, around }: MasterQuestion,
  reach: number,
): Master | undefined {
  const draft = draftRows();
  const duties = counts.map((one, place) => {
    const wished = around?.[place] ?? sumOf(one.settled);
    return { duty: one.duty, total: drawTotal(draft, problem, { duty: one.duty, wished, reach }) };
  });
  const weeks = [...problem.groups.keys()].map((group) =>
    drawWeeks(draft, { problem, group, duties, isInteger: true }),
  );
  const costs = problem.days.map(() => draft.column({ lower: 0, upper: Infinity, cost: 1 }));
  for (const { day, cost, totals: at, slopes } of cuts) {
    const own = duties.filter(({ duty }) => duty.day === day);
    const terms = own.map(({ total }, place): Term => [total, -(slopes[place] ?? 0)]);
    const base = slopes.reduce((sum, slope, place) => sum - slope * (at[place] ?? 0), cost);
    draft.row({ lower: base + margin, upper: Infinity }, [[costs[day] ?? 0, 1], ...terms]);
  }
  if (lattice !== undefined) keepLattice(draft, lattice, { duties, costs });
  if (around !== undefined) stayAround(draft, around, duties);
  const model = solver.open(draft.program());
  const solved = model.solveInteger({ seconds: MASTER_SECONDS, relativeGap: gap });
  model.close();
  if (!('values' in solved)) return undefined;
  const value = (column: number): number => Math.round(solved.values[column] ?? 0);
  return {
    bound: solved.bound,
    totals: duties.map(({ total }) => value(total)),
    either: weeks.map((week) => eitherDays(problem, week, value)),
  };
}

type DutyTotal = { readonly duty: Duty; readonly total: number };

/** So many people may come to a duty or go from one. */
const MOST_MOVES = 12;

function stayAround(draft: RowDraft, around: readonly number[], duties: readonly DutyTotal[]): void {
  const moves = duties.map(({ total }, place): Term => {
    const center = around[place] ?? 0;
    const away = draft.column({ lower: 0, upper: Infinity });
    for (const sign of [1, -1])
      draft.row({ lower: -sign * center, upper: Infinity }, [
        [away, 1],
        [total, -sign],
      ]);
    return [away, 1];
  });
  draft.row({ lower: 0, upper: MOST_MOVES }, moves);
}

/** Rows that let a day cost only what whole people can. */
function keepLattice(
  draft: RowDraft,
  { step, base, worth }: CostLattice,
  { duties, costs }: { readonly duties: readonly DutyTotal[]; readonly costs: readonly number[] },
): void {
  for (const [day, cost] of costs.entries()) {
    const steps = draft.column({ lower: 0, upper: Infinity, isInteger: true });
    const own = duties.filter(({ duty }) => duty.day === day);
    const people = own.map(({ duty, total }): Term => [total, -worth(duty)]);
    const fixed = base[day] ?? 0;
    draft.row({ lower: fixed, upper: fixed }, [[cost, 1], [steps, -step], ...people]);
  }
}

/** A column for a duty's people: whole, and no farther than `reach` from the wish's neighbours. */
export function drawTotal(
  draft: RowDraft,
  { groups }: CoverageProblem,
  { duty, wished, reach }: { readonly duty: Duty; readonly wished: number; readonly reach: number },
): number {
  const people = groups[duty.group]?.people ?? 0;
  const lower = Math.max(0, Math.floor(wished + 1e-6) - reach);
  return draft.column({ lower, upper: Math.min(people, Math.ceil(wished - 1e-6) + reach), isInteger: true });
}

/** How many of a group work on each day or the one after it. */
export function eitherDays(
  { days }: CoverageProblem,
  week: WeekColumns,
  value: (column: number) => number,
): number[] {
  return days.map((_, day) => sumOf(eitherDay(week, day).map(value)));
}

/** The sum of a list. */
export function sumOf(list: readonly number[]): number {
  return list.reduce((sum, one) => sum + one, 0);
}

/** The tables of a master's answer. */
export function tourTables(
  problem: CoverageProblem,
  counts: readonly DutyCounts[],
  { totals, either }: Master,
): Tours {
  const table = (weigh: (duty: Duty) => number): number[][] => {
    const sums = problem.groups.map(() => problem.days.map(() => 0));
    for (const [place, { duty }] of counts.entries()) {
      const row = sums[duty.group];
      if (row !== undefined) row[duty.day] = (row[duty.day] ?? 0) + (totals[place] ?? 0) * weigh(duty);
    }
    return sums;
  };
  return { people: table(() => 1), paid: table(({ paid }) => paid), either };
}
