import type { QueueId } from '#domain/ids.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { borrowQueue } from './borrow-queue.ts';
import { effectPool } from './effect-pool.ts';
import { fitQueue, type FittedQueue } from './fit-queue.ts';
import { forecastFitted, type ForecastQuestion, type FittedForecast } from './forecast-queue.ts';
import { splitAt } from './split-at.ts';

/** What came of one queue. `borrowedFrom`: the queue that it was forecast like, too few of its own days being known. Without a forecast: nothing is known of it. */
export type QueueOutcome = {
  readonly history: QueueHistory;
  readonly forecast?: FittedForecast;
  readonly borrowedFrom?: QueueId;
};

/** Queues of which effects are searched one by one; the others take what these have in common. */
const SEARCHED = 24;
/** Queues that young ones may borrow from: the first ones, for memory's sake. */
const MOST_DONORS = 200;

/** Forecasts of many queues, in their order; those that must borrow come last. */
export function* forecastQueues(
  histories: Iterable<QueueHistory>,
  question: Omit<ForecastQuestion, 'history'>,
): Iterable<QueueOutcome> {
  const { calendar, now } = question;
  const pool = effectPool(SEARCHED);
  const donors: FittedQueue[] = [];
  const young: QueueHistory[] = [];
  for (const history of histories) {
    const found = pool.common();
    const { past } = splitAt(history, now);
    const fitted = fitQueue({ history: past, calendar, ...(found === undefined ? {} : { found }) });
    if (fitted === undefined) {
      young.push(history);
      continue;
    }
    pool.add(fitted.effects);
    if (donors.length < MOST_DONORS) donors.push(fitted);
    yield { history, forecast: forecastFitted(fitted, { ...question, history }) };
  }
  for (const history of young) {
    const borrowed = borrowQueue(splitAt(history, now).past, donors);
    if (borrowed === undefined) yield { history };
    else
      yield {
        history,
        forecast: forecastFitted(borrowed.fitted, { ...question, history }),
        borrowedFrom: borrowed.from,
      };
  }
}
