import type { CoverageProblem } from '../model/coverage-problem.ts';
import { dayPatterns, worksOn, type DayPattern } from './day-patterns.ts';
import type { Duty } from '../model/duty.ts';
import type { RowDraft, Term } from './row-draft.ts';

/** The columns that count people of one group by pattern of days. */
export type WeekColumns = {
  readonly patterns: readonly DayPattern[];
  readonly columns: readonly number[];
  /** The row of the paid hours: its price is what one interval more would save. */
  readonly paidRow: number;
};

export type WeeksQuestion = {
  readonly problem: CoverageProblem;
  readonly group: number;
  /** Duties and the columns that count their people; those of other groups are passed over. */
  readonly duties: readonly { readonly duty: Duty; readonly total: number }[];
  readonly isInteger: boolean;
};

/** Rows that make the people of every day add up to whole weeks of one group: days on, days in a row, paid hours. */
export function drawWeeks(
  draft: RowDraft,
  { problem, group: place, duties, isInteger }: WeeksQuestion,
): WeekColumns {
  const group = problem.groups[place];
  if (group === undefined)
    throw new RangeError(`expected one of ${problem.groups.length} groups, got ${place}`);
  const own = duties.filter(({ duty }) => duty.group === place);
  const patterns = dayPatterns(group, problem.days.length);
  const columns = patterns.map(() => draft.column({ lower: 0, upper: group.people, isInteger }));
  draft.row(
    { lower: group.people, upper: group.people },
    columns.map((column): Term => [column, 1]),
  );
  for (const day of problem.days.keys()) {
    const today = own.filter(({ duty }) => duty.day === day);
    const working = columns.filter((_, at) => worksOn(patterns[at] ?? 0, day));
    const terms = today.map(({ total }): Term => [total, 1]);
    draft.row({ lower: 0, upper: 0 }, [...terms, ...working.map((column): Term => [column, -1])]);
  }
  const { least, most } = group.paidIntervals;
  const paid = own.map(({ duty, total }): Term => [total, duty.paid]);
  const paidRow = draft.row({ lower: least * group.people, upper: most * group.people }, paid);
  return { patterns, columns, paidRow };
}

/** The columns of those who work on a day or the next. */
export function eitherDay({ patterns, columns }: WeekColumns, day: number): number[] {
  return columns.filter((_, at) => worksOn(patterns[at] ?? 0, day) || worksOn(patterns[at] ?? 0, day + 1));
}
