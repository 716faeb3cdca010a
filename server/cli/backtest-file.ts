import { addDays } from '#domain/local-day.ts';
import { addAccuracy, bias, coverage80, floorWape, mase, wape, type Accuracy } from '../../forecasting/backtest/accuracy.ts';
import { backtestQueue, HORIZONS, type Backtest, type Horizon } from '../../forecasting/backtest/backtest-queue.ts';
import type { QueueHistory } from '../../forecasting/history/queue-history.ts';
import { commandCalendar, type CalendarOptions } from './command-calendar.ts';
import { progressBar } from './progress-bar.ts';
import type { Progress } from './progress.ts';
import { readHistory } from './read-history.ts';
import { CommandFailure } from './run-command.ts';

/** What is tried. */
export type BacktestFile = CalendarOptions & {
  readonly input: string;
  readonly intervalMinutes: number;
  /** Share of the days that are forecast. */
  readonly last: number;
  readonly print: (line: string) => void;
  readonly progress: Progress;
};

/** Reads a history, forecasts its last part as it would have been, and prints a table for each queue, and for all. */
export async function backtestFile(file: BacktestFile): Promise<void> {
  const { input, progress, print } = file;
  const onRows = (rows: number): void => progress.show(() => `${input}: ${rows} rows`);
  const histories = await readHistory({ path: input, zone: file.zone, intervalMinutes: file.intervalMinutes, onRows });
  const results: Backtest[] = [];
  for (const [index, history] of histories.entries()) {
    const result = await backtestOne(history, file, `origins of queue ${index + 1} of ${histories.length}`);
    progress.clear();
    if (result === undefined) print(`${history.queue}: left out: too few days to forecast any`);
    else {
      for (const line of table(history.queue, result)) print(line);
      results.push(result);
    }
  }
  if (results.length === 0) throw new CommandFailure(`${input}: no queue has days enough to be forecast and compared`);
  if (results.length > 1) for (const line of table('all queues', sumOf(results))) print(line);
}

async function backtestOne(history: QueueHistory, file: BacktestFile, what: string): Promise<Backtest | undefined> {
  const from = history.days[Math.floor(history.days.length * (1 - file.last))];
  const [first, last] = [history.days[0], history.days.at(-1)];
  if (from === undefined || first === undefined || last === undefined) return undefined;
  const calendar = await commandCalendar(file, { first: addDays(first, -MARGIN_DAYS), last: addDays(last, MARGIN_DAYS) });
  const onOrigin = (done: number, of: number): void => file.progress.show(() => progressBar(done, of, what));
  const result = backtestQueue({ history, calendar, from, onOrigin });
  return result.size === 0 ? undefined : result;
}

/** What comes before or after a holiday is not like other days. */
const MARGIN_DAYS = 14;

function sumOf(results: readonly Backtest[]): Backtest {
  const sums = new Map<string, Record<Horizon, Accuracy>>();
  for (const result of results) {
    for (const [name, own] of result) {
      const sum = sums.get(name);
      if (sum === undefined) sums.set(name, { ...own });
      else for (const horizon of HORIZONS) sum[horizon] = addAccuracy(sum[horizon], own[horizon]);
    }
  }
  return sums;
}

const WIDTHS = [22, 12, 8, 8, 8, 8, 9];

function* table(title: string, result: Backtest): Iterable<string> {
  yield `\n${title}`;
  yield row(['', 'horizon', 'WAPE', 'floor', 'MASE', 'bias', 'in 80 %']);
  for (const horizon of HORIZONS) {
    for (const [name, accuracy] of result) {
      const sums = accuracy[horizon];
      yield row([
        name,
        horizon,
        percent(wape(sums)),
        percent(floorWape(sums)),
        mase(sums)?.toFixed(3) ?? '—',
        percent(bias(sums)),
        percent(coverage80(sums)),
      ]);
    }
  }
}

const row = (cells: readonly string[]): string =>
  cells.map((cell, at) => (at < 2 ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0))).join(' ').trimEnd();

const percent = (share: number | undefined): string => (share === undefined ? '—' : `${(100 * share).toFixed(2)}%`);
