import { weekday } from '#domain/local-day.ts';
import type { Grid } from '../models/grid.ts';
import type { QueueHistory } from './queue-history.ts';

/**
 * The history with zeros made unknown that stand for hours in which nobody was answered. Tables that list all 24 hours write 0 for
 * those, and a zero is only a count where somebody could have called. All days keep their row.
 */
export function withoutClosedZeros(history: QueueHistory): QueueHistory {
  if (!history.offered.cells.includes(0)) return history;
  const offered: Grid = { ...history.offered, cells: history.offered.cells.slice() };
  const weekdays = history.days.map(weekday);
  for (const silence of [silentIntervals, silentWeekdays, silentWeeks])
    for (const at of silence({ offered, weekdays })) offered.cells[at] = Number.NaN;
  return { ...history, offered };
}

/** Odds of e to this in favour of closed hours: with Poisson arrivals, none of ten that are due come once in 22,000 times. */
const SURE = 10;

/**
 * True when a silence is no chance: that of all contacts not one fell in it, of which `came` outside and `due` inside if the
 * rate were the same, is as good as impossible. A rate that is known from few contacts says little.
 */
const isNoChance = ({ came, due }: { readonly came: number; readonly due: number }): boolean =>
  came > 0 && came * Math.log1p(due / came) >= SURE;

type Counts = { readonly offered: Grid; readonly weekdays: readonly number[] };

/**
 * Intervals of the day in which nothing ever came, on no day at all, next to ones in which so much came that something should
 * have. The quieter neighbour is asked, since a day ebbs away; the night goes on past midnight.
 */
function* silentIntervals({ offered, weekdays }: Counts): Iterable<number> {
  const sums = weekdaySums({ offered, weekdays });
  const { columns } = offered;
  const totals = Array.from({ length: columns }, (_, column) => addSums(sums.map((own) => own[column])));
  for (const run of silentRuns(totals, true)) {
    const before = totals[(run.first + columns - 1) % columns];
    const after = totals[(run.last + 1) % columns];
    const came = Math.min(before?.contacts ?? 0, after?.contacts ?? 0);
    if (!isNoChance({ came, due: came })) continue;
    for (const column of columnsOf(run, columns)) yield* zerosOf(offered, column, () => true);
  }
}

/**
 * Intervals of one weekday in which nothing ever came, while so much came at these times on other weekdays that something
 * should have, were it as busy as it otherwise is.
 */
function* silentWeekdays({ offered, weekdays }: Counts): Iterable<number> {
  const sums = weekdaySums({ offered, weekdays });
  for (const [own, totals] of sums.entries()) {
    const others = totals.map((_, column) =>
      addSums(sums.map((sum, day) => (day === own ? undefined : sum[column]))),
    );
    const busy = Math.min(1, busyness(totals, others));
    for (const run of silentRuns(totals, false)) {
      let [due, came] = [0, 0];
      for (const column of columnsOf(run, offered.columns)) {
        due += busy * (totals[column]?.days ?? 0) * meanOf(others[column]);
        came += others[column]?.contacts ?? 0;
      }
      if (!isNoChance({ came, due })) continue;
      for (const column of columnsOf(run, offered.columns))
        yield* zerosOf(offered, column, (row) => weekdays[row] === own);
    }
  }
}

/** How busy a weekday is beside the others, at the times at which anything comes. One when nothing does. */
function busyness(own: readonly Sum[], others: readonly Sum[]): number {
  let [came, usual] = [0, 0];
  for (const [column, sum] of own.entries()) {
    if (sum.contacts === 0) continue;
    came += meanOf(sum);
    usual += meanOf(others[column]);
  }
  return usual > 0 ? came / usual : 1;
}

/** Days in a row, and the same weekday in a row, that a silence must last: what is shorter is an outage, or a holiday. */
const LEAST_DAYS = 10;
const LEAST_WEEKS = 3;

/**
 * Days in a row, or one weekday for weeks, on which an interval brought nothing while so much was due by the days before and
 * after that something should have come: opening hours were others then. Not told of an interval that comes in bursts.
 */
function* silentWeeks({ offered, weekdays }: Counts): Iterable<number> {
  const all = [...weekdays.keys()];
  yield* silentRows({ offered, weekdays }, all, LEAST_DAYS);
  for (let day = 0; day < 7; day += 1)
    yield* silentRows(
      { offered, weekdays },
      all.filter((row) => weekdays[row] === day),
      LEAST_WEEKS,
    );
}

function* silentRows(
  { offered, weekdays }: Counts,
  rows: readonly number[],
  least: number,
): Iterable<number> {
  const { columns, cells } = offered;
  for (let column = 0; column < columns; column += 1) {
    const count = (row: number): number => cells[row * columns + column] ?? Number.NaN;
    const known = rows.filter((row) => !Number.isNaN(count(row)));
    let run: number[] = [];
    for (const row of [...known, -1]) {
      if (row >= 0 && count(row) === 0) {
        run.push(row);
        continue;
      }
      if (run.length >= least && isOutOfHours({ run, known, count, weekdays, least }))
        for (const silent of run) yield silent * columns + column;
      run = [];
    }
  }
}

type Silence = {
  /** Rows without a contact, one after the other. */
  readonly run: readonly number[];
  /** All rows of which something is known. */
  readonly known: readonly number[];
  readonly count: (row: number) => number;
  readonly weekdays: readonly number[];
  /** Days that must be left to judge by. */
  readonly least: number;
};

/** Of days with as many contacts, at least this share of those that chance would leave with one must have one: else they come in bursts. */
const STEADY = 0.5;

function isOutOfHours({ run, known, count, weekdays, least }: Silence): boolean {
  const silent = new Set(run);
  const rest = known.filter((row) => !silent.has(row));
  if (rest.length < least) return false;
  const means = Array.from({ length: 7 }, (_, day) => {
    const own = rest.filter((row) => weekdays[row] === day);
    return own.length === 0 ? 0 : own.reduce((sum, row) => sum + count(row), 0) / own.length;
  });
  const due = run.reduce((sum, row) => sum + (means[weekdays[row] ?? 0] ?? 0), 0);
  if (!isNoChance({ came: rest.reduce((sum, row) => sum + count(row), 0), due })) return false;
  const busy = rest.filter((row) => count(row) > 0).length;
  const expected = rest.reduce((sum, row) => sum + 1 - Math.exp(-(means[weekdays[row] ?? 0] ?? 0)), 0);
  return busy >= STEADY * expected;
}

/** What came in one interval of the day, on how many days. */
type Sum = { readonly contacts: number; readonly days: number };

const NONE: Sum = { contacts: 0, days: 0 };
const meanOf = (sum: Sum | undefined): number =>
  sum === undefined || sum.days === 0 ? 0 : sum.contacts / sum.days;

const addSums = (sums: readonly (Sum | undefined)[]): Sum =>
  sums.reduce<Sum>(
    (all, sum) => ({ contacts: all.contacts + (sum?.contacts ?? 0), days: all.days + (sum?.days ?? 0) }),
    NONE,
  );

/** By weekday and interval. */
function weekdaySums({ offered, weekdays }: Counts): Sum[][] {
  const { rows, columns, cells } = offered;
  const sums = Array.from({ length: 7 }, () =>
    Array.from({ length: columns }, () => ({ contacts: 0, days: 0 })),
  );
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      const count = cells[row * columns + column] ?? Number.NaN;
      const sum = sums[weekdays[row] ?? 0]?.[column];
      if (Number.isNaN(count) || sum === undefined) continue;
      sum.contacts += count;
      sum.days += 1;
    }
  return sums;
}

/** Columns `first` to `last`, past the end of the day when `last` is before `first`. */
type Run = { readonly first: number; readonly last: number };

/** Runs of intervals that were told and in which nothing came; `isRound`: a night is one run. None when nothing came at all. */
function silentRuns(sums: readonly Sum[], isRound: boolean): Run[] {
  const isSilent = (column: number): boolean => (sums[column]?.days ?? 0) > 0 && sums[column]?.contacts === 0;
  const runs: Run[] = [];
  for (const column of sums.keys()) {
    if (!isSilent(column)) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.last === column - 1) runs[runs.length - 1] = { ...last, last: column };
    else runs.push({ first: column, last: column });
  }
  const [first, last] = [runs[0], runs.at(-1)];
  if (!isRound || first === undefined || last === undefined || first === last) return runs;
  if (first.first > 0 || last.last < sums.length - 1) return runs;
  return [...runs.slice(1, -1), { first: last.first, last: first.last }];
}

function columnsOf({ first, last }: Run, columns: number): number[] {
  const length = ((last - first + columns) % columns) + 1;
  return Array.from({ length }, (_, at) => (first + at) % columns);
}

function* zerosOf(
  { rows, columns, cells }: Grid,
  column: number,
  isOf: (row: number) => boolean,
): Iterable<number> {
  for (let row = 0; row < rows; row += 1)
    if (isOf(row) && cells[row * columns + column] === 0) yield row * columns + column;
}
