import { expect, test } from 'vitest';
import { calendarOf } from '#domain/calendar.ts';
import { localDay } from '#domain/local-day.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { MADE_KINDS } from '../testing/made-kinds.ts';
import { bias, wape } from './accuracy.ts';
import { backtestQueue, type Backtest } from './backtest-queue.ts';
import { proRata } from './hand-rivals.ts';

const LAST = 12;

type Row = { readonly weekday: number; readonly counts: readonly number[] };

/** The table as a spreadsheet has it: a line a day. */
const lines = ({ days, offered: { columns, cells } }: QueueHistory): Row[] =>
  days.map((day, row) => ({
    weekday: new Date(day).getUTCDay(),
    counts: [...cells.subarray(row * columns, (row + 1) * columns)],
  }));

/** Σ|said − came| / Σ came of the day, the five or the twenty after each of the last days, counted again from the table alone. */
function countByHand(rows: readonly Row[], ahead: number, weeks: number): number {
  let [off, came] = [0, 0];
  for (let origin = rows.length - LAST; origin < rows.length; origin += 1)
    for (const { weekday, counts } of rows.slice(origin, origin + ahead)) {
      const alike = rows
        .slice(0, origin)
        .filter((row) => row.weekday === weekday)
        .slice(-weeks);
      for (const [at, count] of counts.entries()) {
        const known = alike.map((row) => row.counts[at] ?? 0).filter((value) => !Number.isNaN(value));
        if (Number.isNaN(count)) continue;
        off += Math.abs(known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length) - count);
        came += count;
      }
    }
  return off / came;
}

function backtestOf(history: QueueHistory): Backtest {
  const from = history.days.at(-LAST) ?? localDay('2025-01-01');
  return backtestQueue({ history, calendar: calendarOf([]), from });
}

test.each([...MADE_KINDS])('the rivals of %s are what a hand count of the table gives', (_, make) => {
  const { history } = make(5);
  const result = backtestOf(history);
  const rows = lines(history);
  for (const [horizon, ahead] of [
    ['one day', 1],
    ['one week', 5],
    ['four weeks', 20],
  ] as const)
    for (const [name, weeks] of [
      ['seasonal naive', 1],
      ['8-week mean', 8],
    ] as const) {
      const sums = result.get(name)?.[horizon];
      expect(sums === undefined ? undefined : wape(sums), `${name}, ${horizon}`).toBeCloseTo(
        countByHand(rows, ahead, weeks),
        12,
      );
    }
});

test('exponential smoothing takes a quarter of each new count', () => {
  const { history } = [...MADE_KINDS.values()][0]?.(5) ?? { history: undefined };
  if (history === undefined) throw new Error('expected a kind');
  const rows = lines(history);
  let [said, came] = [0, 0];
  for (let origin = rows.length - LAST; origin < rows.length; origin += 1)
    for (const [at, count] of rows[origin]?.counts.entries() ?? []) {
      const [first = 0, ...later] = rows
        .slice(0, origin)
        .filter(({ weekday }) => weekday === rows[origin]?.weekday)
        .map(({ counts }) => counts[at] ?? 0);
      said += later.reduce((level, value) => 0.75 * level + 0.25 * value, first);
      came += count;
    }
  const sums = backtestOf(history).get('exponential smoothing')?.['one day'];
  expect(sums === undefined ? undefined : bias(sums)).toBeCloseTo(said / came - 1, 12);
});

test('pro rata, the rest of a day is raised as its morning was', () => {
  const came = Float64Array.of(6, 9, Number.NaN, Number.NaN);
  expect([...proRata(Float64Array.of(4, 6, 8, 10), came)]).toEqual([6, 9, 12, 15]);
  expect([...proRata(Float64Array.of(0, 0, 8, 10), came)]).toEqual([0, 0, 8, 10]);
});
