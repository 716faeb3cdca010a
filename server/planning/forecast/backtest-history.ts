import type { Calendar } from '#domain/calendar.ts';
import type { QueueId } from '#domain/ids.ts';
import { addAccuracy, type Accuracy } from '../../../forecasting/backtest/accuracy.ts';
import {
  backtestQueue,
  HORIZONS,
  type Backtest,
  type Horizon,
} from '../../../forecasting/backtest/backtest-queue.ts';
import { judgeKept, type KeptInterval, type Lead } from '../../../forecasting/backtest/judge-kept.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { planningCalendar, type CalendarChoice } from '../calendar/planning-calendar.ts';
import type { ImportedHistory } from '../history/import-history.ts';
import { PlanningFailure } from '../work/planning-failure.ts';
import { nextTurn, type PlanningWork } from '../work/planning-work.ts';

/** What is tried: the last part of a history is forecast as it would have been. */
export type BacktestRequest = {
  readonly history: ImportedHistory;
  readonly calendar: CalendarChoice;
  /** Share of the days that are forecast. */
  readonly last: number;
};

/** What hears of a backtest while it runs. */
export type BacktestWork = PlanningWork & {
  /** Told what came of each queue; undefined for one of which too few days are known. */
  readonly onQueue: (queue: QueueId, result: Backtest | undefined) => void;
};

/** How good forecasts of this history would have been, all queues together. Rejects with a PlanningFailure when none could be tried. */
export async function backtestHistory(request: BacktestRequest, work: BacktestWork): Promise<Backtest> {
  const { histories, input } = request.history;
  const calendar = calendarOf(request);
  const results: Backtest[] = [];
  for (const [at, history] of histories.entries()) {
    const onOrigin = (done: number, of: number): void =>
      work.onStep?.({ kind: 'origins', done, of, number: at + 1, queues: histories.length });
    const result = backtestOne(history, { calendar, last: request.last, onOrigin });
    work.onQueue(history.queue, result);
    if (result !== undefined) results.push(result);
    await nextTurn(work);
  }
  if (results.length === 0)
    throw new PlanningFailure(`${input}: no queue has days enough to be forecast and compared`);
  return sumOf(results);
}

function calendarOf({ history: { histories, zone, input }, calendar }: BacktestRequest): Calendar {
  const days = histories.flatMap((one) => [...one.days.slice(0, 1), ...one.days.slice(-1)]).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) throw new PlanningFailure(`${input}: no day in it`);
  return planningCalendar(calendar, { zone, first, last });
}

type Trial = {
  readonly calendar: Calendar;
  readonly last: number;
  readonly onOrigin: (done: number, of: number) => void;
};

function backtestOne(history: QueueHistory, { calendar, last, onOrigin }: Trial): Backtest | undefined {
  const from = history.days[Math.floor(history.days.length * (1 - last))];
  if (from === undefined) return undefined;
  const result = backtestQueue({ history, calendar, from, onOrigin });
  return result.size === 0 ? undefined : result;
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

/** How good the forecasts were that were kept. Throws a PlanningFailure when none of them is about anything that has come. */
export function judgeKeptForecasts(
  { histories }: ImportedHistory,
  kept: readonly KeptInterval[],
): ReadonlyMap<QueueId, ReadonlyMap<Lead, Accuracy>> {
  const judged = judgeKept(kept, histories);
  if (judged.size === 0)
    throw new PlanningFailure(
      'no kept forecast is about an interval of the history, expected some that have come',
    );
  return judged;
}
