import {
  bias,
  coverage80,
  coverage95,
  floorWape,
  mase,
  wape,
} from '../../../../forecasting/backtest/accuracy.ts';
import { HORIZONS, type Backtest } from '../../../../forecasting/backtest/backtest-queue.ts';
import { LEADS } from '../../../../forecasting/backtest/judge-kept.ts';
import { backtestHistory, judgeKeptForecasts } from '../../../planning/forecast/backtest-history.ts';
import { importHistory, type ImportedHistory } from '../../../planning/history/import-history.ts';
import { readKept } from '../../../planning/tables/kept-forecasts.ts';
import {
  historyRequest,
  readCalendarChoice,
  settledCalendar,
  tellReading,
  type HistoryFile,
} from './history-file.ts';
import { oddityLines } from './oddity-words.ts';
import { stepLine } from './step-line.ts';
import { percentText } from '../../percent-text.ts';

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
  const { progress, print, last } = file;
  const work = { onStep: stepLine(progress) };
  try {
    const choice = await readCalendarChoice(file);
    const history = await importHistory(await historyRequest(file), work);
    progress.clear();
    await tellReading(file, history);
    for (const line of oddityLines(history.oddities)) file.tell(line);
    if (file.kept !== undefined) return printKept(history, await readKept(file.kept), print);
    const calendar = settledCalendar(file, choice, history.zone);
    let tried = 0;
    const all = await backtestHistory(
      { history, calendar, last },
      {
        ...work,
        onQueue(queue, result) {
          progress.clear();
          if (result === undefined) return print(`${queue}: left out: too few days to forecast any`);
          tried += 1;
          for (const line of table(queue, result)) print(line);
        },
      },
    );
    if (tried > 1) for (const line of table('all queues', all)) print(line);
  } finally {
    progress.clear();
  }
}

/** By queue and by how long before it was due a forecast was made. */
function printKept(
  history: ImportedHistory,
  kept: Awaited<ReturnType<typeof readKept>>,
  print: (line: string) => void,
): void {
  const judged = judgeKeptForecasts(history, kept);
  print(row(['', 'made before', 'WAPE', 'floor', '', 'bias', 'in 80 %']));
  for (const [queue, leads] of judged)
    for (const lead of LEADS) {
      const sums = leads.get(lead);
      if (sums === undefined) continue;
      print(
        row([
          queue,
          lead,
          percentText(wape(sums), 2),
          percentText(floorWape(sums), 2),
          '',
          percentText(bias(sums), 2),
          percentText(coverage80(sums), 2),
        ]),
      );
    }
}

const WIDTHS = [31, 12, 8, 8, 8, 8, 9, 9];

function* table(title: string, result: Backtest): Iterable<string> {
  yield `\n${title}`;
  yield row(['', 'horizon', 'WAPE', 'floor', 'MASE', 'bias', 'in 80 %', 'in 95 %']);
  for (const horizon of HORIZONS) {
    for (const [name, accuracy] of result) {
      const sums = accuracy[horizon];
      // Some ways only say something once the day has begun.
      if (sums.intervals === 0) continue;
      yield row([
        name,
        horizon,
        percentText(wape(sums), 2),
        percentText(floorWape(sums), 2),
        mase(sums)?.toFixed(3) ?? '—',
        percentText(bias(sums), 2),
        percentText(coverage80(sums), 2),
        percentText(coverage95(sums), 2),
      ]);
    }
  }
}

const row = (cells: readonly string[]): string =>
  cells
    .map((cell, at) => (at < 2 ? cell.padEnd(WIDTHS[at] ?? 0) : cell.padStart(WIDTHS[at] ?? 0)))
    .join(' ')
    .trimEnd();
