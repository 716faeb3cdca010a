import {
  addAccuracy,
  bias,
  coverage80,
  coverage95,
  floorWape,
  mase,
  wape,
  type Accuracy,
} from '../../../forecasting/backtest/accuracy.ts';
import {
  backtestQueue,
  HORIZONS,
  type Backtest,
  type Horizon,
} from '../../../forecasting/backtest/backtest-queue.ts';
import type { Calendar } from '#domain/calendar.ts';
import { judgeKept, LEADS, type KeptInterval } from '../../../forecasting/backtest/judge-kept.ts';
import { readKept } from '../../planning/tables/kept-forecasts.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { loadHistories, type HistoryFile } from '../../planning/tables/load-histories.ts';
import { progressBar } from './progress-bar.ts';
import { CommandFailure } from '../run-command.ts';

/** What is tried. */
export type BacktestFile = HistoryFile & {
  /** Share of the days that are forecast. */
  readonly last: number;
  /** Forecasts that were kept: these are compared, and none is made. */
  readonly kept?: string;
  readonly print: (line: string) => void;
};

/** Reads a history, forecasts its last part as it would have been, and prints a table for each queue, and for all. */
export async function backtestFile(file: BacktestFile): Promise<void> {
  const { input, progress, print } = file;
  const loaded = await loadHistories(file);
  const { histories } = loaded;
  const last = histories
    .flatMap(({ days }) => days.slice(-1))
    .sort()
    .at(-1);
  if (last === undefined) throw new CommandFailure(`${input}: no day in it`);
  const calendar = await loaded.calendarUntil(last);
  if (file.kept !== undefined) return printKept(await readKept(file.kept), histories, print);
  const results: Backtest[] = [];
  for (const [index, history] of histories.entries()) {
    const result = backtestOne(
      history,
      { calendar, what: `origins of queue ${index + 1} of ${histories.length}` },
      file,
    );
    progress.clear();
    if (result === undefined) print(`${history.queue}: left out: too few days to forecast any`);
    else {
      for (const line of table(history.queue, result)) print(line);
      results.push(result);
    }
  }
  if (results.length === 0)
    throw new CommandFailure(`${input}: no queue has days enough to be forecast and compared`);
  if (results.length > 1) for (const line of table('all queues', sumOf(results))) print(line);
}

function backtestOne(
  history: QueueHistory,
  { calendar, what }: { readonly calendar: Calendar; readonly what: string },
  { last, progress }: BacktestFile,
): Backtest | undefined {
  const from = history.days[Math.floor(history.days.length * (1 - last))];
  if (from === undefined) return undefined;
  const onOrigin = (done: number, of: number): void => progress.show(() => progressBar(done, of, what));
  const result = backtestQueue({ history, calendar, from, onOrigin });
  return result.size === 0 ? undefined : result;
}

/** By queue and by how long before it was due a forecast was made. */
function printKept(
  kept: readonly KeptInterval[],
  histories: readonly QueueHistory[],
  print: (line: string) => void,
): void {
  const judged = judgeKept(kept, histories);
  if (judged.size === 0)
    throw new CommandFailure(
      'no kept forecast is about an interval of the history, expected some that have come',
    );
  print(row(['', 'made before', 'WAPE', 'floor', '', 'bias', 'in 80 %']));
  for (const [queue, leads] of judged)
    for (const lead of LEADS) {
      const sums = leads.get(lead);
      if (sums === undefined) continue;
      print(
        row([
          queue,
          lead,
          percent(wape(sums)),
          percent(floorWape(sums)),
          '',
          percent(bias(sums)),
          percent(coverage80(sums)),
        ]),
      );
    }
}

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

const WIDTHS = [22, 12, 8, 8, 8, 8, 9, 9];

function* table(title: string, result: Backtest): Iterable<string> {
  yield `\n${title}`;
  yield row(['', 'horizon', 'WAPE', 'floor', 'MASE', 'bias', 'in 80 %', 'in 95 %']);
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
        percent(coverage95(sums)),
      ]);
    }
  }
}

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, at) => (at < 2 ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0)))
    .join(' ')
    .trimEnd();

const percent = (share: number | undefined): string =>
  share === undefined ? '—' : `${(100 * share).toFixed(2)}%`;
