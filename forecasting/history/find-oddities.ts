import { weekday, type LocalDay } from '#domain/local-day.ts';
import { gridRow } from '../models/grid.ts';
import { knownMedian, robustDeviation } from '../models/robust.ts';
import { withoutClosedZeros } from './closed-zeros.ts';
import type { QueueHistory } from './queue-history.ts';

/**
 * Something in a history that a forecast should not learn as it stands. `outage`: intervals without a single contact when many
 * were due. `outlier`: a day far from its neighbours of the same weekday. `level-shift`: from this day on the level is another one.
 */
export type Oddity =
  | {
      readonly kind: 'outage';
      readonly day: LocalDay;
      /** Intervals of the day, the last one included. */
      readonly first: number;
      readonly last: number;
      readonly expected: number;
    }
  | { readonly kind: 'outlier'; readonly day: LocalDay; readonly offered: number; readonly expected: number }
  | { readonly kind: 'level-shift'; readonly day: LocalDay; readonly ratio: number };

/** What is odd in a history, in order of days. Nothing in a history of less than three weeks. */
export function findOddities(told: QueueHistory): readonly Oddity[] {
  if (told.days.length < LEAST_DAYS) return [];
  const history = withoutClosedZeros(told);
  const silent = [...outages(history)];
  // A day is no outlier for having been silent: what is left of it is looked at.
  const rest = withoutOutages(history, silent);
  const oddities = [...silent, ...outliers(rest), ...levelShifts(rest)];
  return oddities.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

function withoutOutages(history: QueueHistory, silent: readonly Oddity[]): QueueHistory {
  const cells = history.offered.cells.slice();
  const offered = { ...history.offered, cells };
  for (const one of silent)
    if (one.kind === 'outage')
      gridRow(offered, history.days.indexOf(one.day)).fill(Number.NaN, one.first, one.last + 1);
  return { ...history, offered };
}

const LEAST_DAYS = 15;
/** Contacts that must have been due in a silence: with Poisson arrivals none of ten come once in 22,000 times. */
const SILENT_CONTACTS = 10;

function* outages({ days, offered }: QueueHistory): Iterable<Oddity> {
  const usual = usualByWeekday(days, offered.columns, (row) => gridRow(offered, row));
  for (const [row, day] of days.entries()) {
    const counts = gridRow(offered, row);
    let [first, expected] = [-1, 0];
    for (let interval = 0; interval <= counts.length; interval += 1) {
      if (counts[interval] === 0) {
        if (first < 0) [first, expected] = [interval, 0];
        expected += usual(day)[interval] ?? 0;
        continue;
      }
      if (first >= 0 && expected >= SILENT_CONTACTS)
        yield { kind: 'outage', day, first, last: interval - 1, expected };
      first = -1;
    }
  }
}

/** Medians by weekday and column; unknown is 0. */
function usualByWeekday(
  days: readonly LocalDay[],
  columns: number,
  rowOf: (row: number) => Float64Array,
): (day: LocalDay) => Float64Array {
  const known = new Map<number, Float64Array>();
  return (day) => {
    const own = known.get(weekday(day));
    if (own !== undefined) return own;
    const rows = [...days.entries()]
      .filter(([, other]) => weekday(other) === weekday(day))
      .map(([row]) => rowOf(row));
    const medians = Float64Array.from({ length: columns }, (_, column) => {
      const middle = knownMedian(rows.map((row) => row[column] ?? Number.NaN));
      return Number.isNaN(middle) ? 0 : middle;
    });
    known.set(weekday(day), medians);
    return medians;
  };
}

/** Deviations at which a day is an outlier: one in a million of a normal series, so that what is found is real. */
const OUTLIER = 5;
/** A smaller change is nothing that a planner would look into. */
const LEAST_CHANGE = 0.2;
/** Neighbours of the same weekday on either side. */
const NEIGHBOURS = 4;

function* outliers(history: QueueHistory): Iterable<Oddity> {
  const totals = dayTotals(history);
  const logs = totals.map(
    (total, row) => Math.log(total + 1) - Math.log(neighbourMedian(history.days, totals, row) + 1),
  );
  const spread = Math.max(robustDeviation(logs), LEAST_CHANGE / OUTLIER);
  for (const [row, day] of history.days.entries()) {
    const distance = logs[row] ?? 0;
    if (Math.abs(distance) > OUTLIER * spread)
      yield {
        kind: 'outlier',
        day,
        offered: totals[row] ?? 0,
        expected: neighbourMedian(history.days, totals, row),
      };
  }
}

/** Contacts by day, a day's unknown intervals at what is usual. */
function dayTotals({ days, offered }: QueueHistory): Float64Array {
  const usual = usualByWeekday(days, offered.columns, (row) => gridRow(offered, row));
  return Float64Array.from(days, (day, row) => {
    let total = 0;
    for (const [interval, count] of gridRow(offered, row).entries())
      total += Number.isNaN(count) ? (usual(day)[interval] ?? 0) : count;
    return total;
  });
}

function neighbourMedian(days: readonly LocalDay[], totals: Float64Array, row: number): number {
  const weekdays = days.map(weekday);
  const alike = [...days.keys()].filter((other) => other !== row && weekdays[other] === weekdays[row]);
  const before = alike.filter((other) => other < row).slice(-NEIGHBOURS);
  const after = alike.filter((other) => other > row).slice(0, NEIGHBOURS);
  const middle = knownMedian([...before, ...after].map((other) => totals[other] ?? Number.NaN));
  return Number.isNaN(middle) ? (totals[row] ?? 0) : middle;
}

/** Days on either side that are compared: three working weeks, more than a pay day or a holiday lasts. */
const SIDE_DAYS = 15;
/** A level that is lower or higher by less drifts with the filter soon enough. */
const LEAST_SHIFT = 0.25;

function* levelShifts(history: QueueHistory): Iterable<Oddity> {
  const totals = dayTotals(history);
  const usual = usualByWeekday(history.days, 1, (row) => totals.subarray(row, row + 1));
  const logs = Float64Array.from(history.days, (day, row) =>
    Math.log(((totals[row] ?? 0) + 1) / ((usual(day)[0] ?? 0) + 1)),
  );
  let best: { row: number; step: number } | undefined;
  for (let row = SIDE_DAYS; row <= logs.length - SIDE_DAYS; row += 1) {
    const step = shiftAt(logs, row);
    if (Math.abs(step) > Math.abs(best?.step ?? Math.log(1 + LEAST_SHIFT))) best = { row, step };
    // A step shows on the days around it too: the steepest one is told, once it is passed.
    if (best !== undefined && row >= best.row + SIDE_DAYS) {
      yield* shiftOf(history.days, best);
      best = undefined;
    }
  }
  yield* shiftOf(history.days, best);
}

/** The step between the two sides; none when the sides overlap, as they do where a level drifts or is noisy. */
function shiftAt(logs: Float64Array, row: number): number {
  const before = logs.slice(row - SIDE_DAYS, row).sort();
  const after = logs.slice(row, row + SIDE_DAYS).sort();
  const quarter = Math.floor(SIDE_DAYS / 4);
  const isUp = (after[quarter] ?? 0) > (before[SIDE_DAYS - 1 - quarter] ?? 0);
  const isDown = (after[SIDE_DAYS - 1 - quarter] ?? 0) < (before[quarter] ?? 0);
  return isUp || isDown ? mean(after) - mean(before) : 0;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function* shiftOf(
  days: readonly LocalDay[],
  found: { row: number; step: number } | undefined,
): Iterable<Oddity> {
  const day = days[found?.row ?? -1];
  if (found !== undefined && day !== undefined)
    yield { kind: 'level-shift', day, ratio: Math.exp(found.step) };
}
