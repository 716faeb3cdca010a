import { fileURLToPath } from 'node:url';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay, type LocalDay } from '#domain/local-day.ts';
import { calendarOf } from '#domain/calendar.ts';
import { forecastQueues } from '../forecasting/forecast/forecast-queues.ts';
import type { QueueHistory } from '../forecasting/history/queue-history.ts';
import { makeGrid } from '../forecasting/models/grid.ts';
import { report } from './report.ts';

const QUEUES = 1_000;
const DAYS = 365;
const INTERVAL_MINUTES = 15;
const HORIZON_MINUTES = 28 * 1440;
const FIRST = localDay('2025-01-01');
const NOW = { day: addDays(FIRST, DAYS), minute: 0 };

/** Prints what it costs to forecast four weeks for a thousand queues with a year of quarter-hours each, and what the means of eight weeks cost. */
export function benchForecast(): void {
  const rates = dayRates();
  let building = 0;
  function* histories(): Iterable<QueueHistory> {
    for (let number = 0; number < QUEUES; number += 1) {
      const before = seconds(begun);
      const history = historyOf(number, rates);
      building += seconds(begun) - before;
      yield history;
    }
  }
  const begun = process.cpuUsage();
  let contacts = 0;
  const question = { calendar: calendarOf([]), now: NOW, horizonMinutes: HORIZON_MINUTES };
  for (const { forecast } of forecastQueues(histories(), question))
    for (const { total } of forecast?.days ?? []) contacts += total.offered;
  report(`${QUEUES} queues, a year of quarter-hours`, seconds(begun) - building, 's of processor time');
  report('of which a queue', ((seconds(begun) - building) / QUEUES) * 1_000, 'ms');
  report('resident memory', process.memoryUsage().rss / 1_048_576, 'MiB');
  report('contacts forecast', contacts, 'contacts');
  benchNaive(rates);
}

const seconds = (begun: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
};

/** Open from 8 to 20 h, a double hump, quieter at weekends. */
function dayRates(): readonly number[] {
  return Array.from({ length: (24 * 60) / INTERVAL_MINUTES }, (_, interval) => {
    const hour = (interval * INTERVAL_MINUTES) / 60;
    if (hour < 8 || hour >= 20) return Number.NaN;
    return Math.exp(-((hour - 10.5) ** 2) / 4) + 0.8 * Math.exp(-((hour - 15.5) ** 2) / 8);
  });
}

function historyOf(number: number, rates: readonly number[]): QueueHistory {
  const chance = generator(number + 1);
  const days: LocalDay[] = Array.from({ length: DAYS }, (_, day) => addDays(FIRST, day));
  const size = 2 + (number % 50);
  const levels = days.map((_, day) => size * (day % 7 > 4 ? 0.5 : 1) * (0.85 + 0.3 * chance()));
  const offered = makeGrid({ rows: DAYS, columns: rates.length }, (row, column) => {
    const mean = (levels[row] ?? 0) * (rates[column] ?? 0);
    // Normal noise of a Poisson count's size: what a count costs to draw is not what is measured.
    return Number.isNaN(mean)
      ? mean
      : Math.max(0, Math.round(mean + Math.sqrt(mean) * (chance() + chance() + chance() - 1.5) * 2));
  });
  return { queue: queueId(`q${number}`), intervalMinutes: INTERVAL_MINUTES, days, offered };
}

/** Park and Miller's minimal generator: the same histories in every run. */
function generator(seed: number): () => number {
  let state = seed * 7_919;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What a spreadsheet does: for every cell to be forecast, look through all rows for the last eight like it. */
function benchNaive(rates: readonly number[]): void {
  const { days, offered } = historyOf(0, rates);
  const rows = days.flatMap((day, row) =>
    rates.map((_, column) => ({
      day,
      interval: column,
      count: offered.cells[row * offered.columns + column] ?? 0,
    })),
  );
  const begun = process.cpuUsage();
  let sum = 0;
  for (let ahead = 0; ahead < 28; ahead += 1) {
    const weekday = new Date(Date.parse(addDays(NOW.day, ahead))).getUTCDay();
    for (const interval of rates.keys()) {
      const alike = rows.filter(
        (row) => row.interval === interval && new Date(Date.parse(row.day)).getUTCDay() === weekday,
      );
      const latest = alike.slice(-8);
      sum += latest.reduce((total, { count }) => total + count, 0) / Math.max(1, latest.length);
    }
  }
  if (sum < 0) throw new Error(`expected a sum of counts, got ${sum}`);
  report('naive: eight-week means from rows, a queue', seconds(begun) * 1_000, 'ms');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) benchForecast();
