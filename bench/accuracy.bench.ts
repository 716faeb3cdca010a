import { fileURLToPath } from 'node:url';
import { addDays, dayNumber, localDay, type LocalDay } from '#domain/local-day.ts';
import { calendarOf, type Calendar } from '#domain/calendar.ts';
import {
  addAccuracy,
  coverage80,
  NO_ACCURACY,
  wape,
  type Accuracy,
} from '../forecasting/backtest/accuracy.ts';
import {
  backtestQueue,
  HORIZONS,
  USED,
  type Backtest,
  type Horizon,
} from '../forecasting/backtest/backtest-queue.ts';
import { forecastQueue } from '../forecasting/forecast/forecast-queue.ts';
import type { QueueHistory } from '../forecasting/history/queue-history.ts';
import { gridRow } from '../forecasting/models/grid.ts';
import { bankHistory } from '../forecasting/testing/bank-history.ts';
import { MADE_KINDS } from '../forecasting/testing/made-kinds.ts';
import type { MadeQueue } from '../forecasting/testing/made-queue.ts';
import { buildCalendar } from '../server/planning/calendar/build-calendar.ts';
import { publishedFolder } from '../testing/published-folder.ts';

const SHOWN = [USED, '8-week mean', 'seasonal naive'];
const SEEDS = [1, 2, 3];

/** Prints how far off forecasts are: of made queues whose rates are known, and of both published banks by windows that share no origin. */
export function benchAccuracy(): void {
  console.log(line('', HORIZONS));
  for (const [kind, make] of MADE_KINDS) {
    const made = SEEDS.map(make);
    const results = made.map(({ history }) => backtest(history, calendarOf([]), { from: 2 / 3, until: 1 }));
    for (const name of SHOWN)
      console.log(
        line(
          `${kind}, ${name}`,
          HORIZONS.map((horizon) => figures(results, name, horizon)),
        ),
      );
    const off = made.reduce((sum, one) => sum + offRates(one), 0) / made.length;
    console.log(line(`${kind}, off the true rates`, ['', '', (100 * off).toFixed(2), '']));
  }
  const { absent } = publishedFolder('bank-calls');
  if (absent !== '') return console.log(`banks${absent}`);
  for (const [name, country, file, windows] of BANKS) {
    const history = bankHistory(file);
    const calendar = calendarIn(history, country);
    for (const [from, until] of windows) {
      const results = [backtest(history, calendar, { from, until })];
      const title = `${name}, ${Math.round(100 * from)} to ${Math.round(100 * until)} %`;
      for (const way of SHOWN)
        console.log(
          line(
            `${title}, ${way}`,
            HORIZONS.map((horizon) => figures(results, way, horizon)),
          ),
        );
    }
  }
}

/** Parts of each history in which every day is an origin; the last one is what `callboard backtest` prints. */
const WINDOWS = [
  [0.3, 0.5],
  [0.5, 2 / 3],
  [2 / 3, 5 / 6],
  [5 / 6, 1],
  [2 / 3, 1],
] as const;
const BANKS = [
  ['North American bank', 'US', 'us-bank-30min.csv', WINDOWS],
  ['Israeli bank', 'IL', 'anonymous-bank-30min.csv', WINDOWS],
] as const;

type Part = { readonly from: number; readonly until: number };

function backtest(history: QueueHistory, calendar: Calendar, { from, until }: Part): Backtest {
  const dayAt = (share: number): LocalDay | undefined =>
    history.days[Math.floor(history.days.length * share)];
  const [first, last] = [dayAt(from), dayAt(until)];
  if (first === undefined) throw new RangeError(`expected a part of the history, got one from ${from} on`);
  return backtestQueue({ history, calendar, from: first, ...(last === undefined ? {} : { until: last }) });
}

function calendarIn({ days }: QueueHistory, country: string): Calendar {
  const [first = localDay('1999-01-01'), last = localDay('1999-01-01')] = [days[0], days.at(-1)];
  return buildCalendar({ country, first, last });
}

/** WAPE, and in brackets the share that lay in the 80 % band. */
function figures(results: readonly Backtest[], name: string, horizon: Horizon): string {
  const sums = results.reduce<Accuracy>(
    (sum, result) => addAccuracy(sum, result.get(name)?.[horizon] ?? NO_ACCURACY),
    NO_ACCURACY,
  );
  return `${(100 * (wape(sums) ?? Number.NaN)).toFixed(2)} (${(100 * (coverage80(sums) ?? Number.NaN)).toFixed(0)})`;
}

const ORIGIN_STEP_DAYS = 7;
const AHEAD_DAYS = 28;

/** Σ|forecast − rate| / Σ rate, four weeks ahead from every seventh day of the last third. */
function offRates({ history, rates }: MadeQueue): number {
  let [off, expected] = [0, 0];
  const { days } = history;
  for (
    let origin = Math.floor((2 / 3) * days.length);
    origin + AHEAD_DAYS <= days.length;
    origin += ORIGIN_STEP_DAYS
  ) {
    const day = days[origin] ?? localDay('2025-01-01');
    const now = { day, minute: 0 };
    const forecast = forecastQueue({
      history,
      calendar: calendarOf([]),
      now,
      horizonMinutes: AHEAD_DAYS * 1440,
    });
    const said = new Map(forecast?.days.map((one) => [one.day, one]));
    for (let ahead = 0; ahead < AHEAD_DAYS; ahead += 1) {
      const intervals = new Map(
        said.get(addDays(day, ahead))?.intervals.map((one) => [one.interval, one.offered]),
      );
      for (const [interval, rate] of gridRow(
        rates,
        origin + dayNumber(addDays(day, ahead)) - dayNumber(day),
      ).entries()) {
        off += Math.abs((intervals.get(interval) ?? 0) - rate);
        expected += rate;
      }
    }
  }
  return off / expected;
}

const line = (title: string, cells: readonly string[]): string =>
  title.padEnd(52) + cells.map((cell) => cell.padStart(14)).join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) benchAccuracy();
