import { deviation } from 'd3-array';
import { weekday } from '#domain/local-day.ts';
import { NORMAL_90, NORMAL_975 } from '../forecast/interval-band.ts';
import type { DayForecast } from '../forecast/project-queue.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { gridRow } from '../models/grid.ts';
import { addAccuracy, NO_ACCURACY, type Accuracy } from './accuracy.ts';

/** Under these names the handle times of a backtest stand beside its contacts: ours, and what a spreadsheet says. */
export const HANDLE_TIME = { used: 'handle time', rival: 'handle time, 8-week mean' };

type Day = { readonly history: QueueHistory; readonly row: number };

/** How far off the mean handle times of a day were, each interval by its contacts: in seconds of work. */
export function judgeHandleTimes(forecast: DayForecast | undefined, { history, row }: Day): Accuracy {
  let sum = NO_ACCURACY;
  for (const { interval, handleSeconds: said, handleTimeBand: band } of forecast?.intervals ?? []) {
    const came = handledIn({ history, row }, interval);
    if (came === undefined || said === undefined || band === undefined) continue;
    sum = addAccuracy(sum, {
      ...workOf(came, said),
      inside80: came.seconds >= band.low80 && came.seconds <= band.high80 ? 1 : 0,
      inside95: came.seconds >= band.low95 && came.seconds <= band.high95 ? 1 : 0,
    });
  }
  return sum;
}

/** Weeks that the spreadsheet looks back on. */
const WEEKS = 8;

/** The same of the mean of eight weeks: by interval of the weekday, every contact counting the same, with the bands that these weeks' own spread gives. */
export function judgeMeanHandleTimes(
  forecast: DayForecast | undefined,
  { history, row, origin }: Day & { readonly origin: number },
): Accuracy {
  const alike = history.days
    .map((day, at) => ({ day, at }))
    .filter(({ day, at }) => at < origin && weekday(day) === weekday(history.days[row] ?? day))
    .slice(-WEEKS);
  let sum = NO_ACCURACY;
  for (const { interval } of forecast?.intervals ?? []) {
    const came = handledIn({ history, row }, interval);
    const known = alike.flatMap(({ at }) => handledIn({ history, row: at }, interval) ?? []);
    const contacts = known.reduce((all, one) => all + one.contacts, 0);
    if (came === undefined || contacts === 0) continue;
    const said = known.reduce((all, one) => all + one.contacts * one.seconds, 0) / contacts;
    const spread = deviation(known.map(({ seconds }) => seconds)) ?? 0;
    const off = Math.abs(came.seconds - said);
    sum = addAccuracy(sum, {
      ...workOf(came, said),
      inside80: off <= NORMAL_90 * spread ? 1 : 0,
      inside95: off <= NORMAL_975 * spread ? 1 : 0,
    });
  }
  return sum;
}

type Handled = { readonly contacts: number; readonly seconds: number };

/** What was handled in an interval. Undefined where nothing came or nobody knows how long it took. */
function handledIn({ history, row }: Day, interval: number): Handled | undefined {
  if (history.handleSeconds === undefined) return undefined;
  const contacts = gridRow(history.offered, row)[interval] ?? Number.NaN;
  const seconds = gridRow(history.handleSeconds, row)[interval] ?? Number.NaN;
  return contacts > 0 && !Number.isNaN(seconds) ? { contacts, seconds } : undefined;
}

const workOf = ({ contacts, seconds }: Handled, said: number): Accuracy => ({
  ...NO_ACCURACY,
  intervals: 1,
  offered: contacts * seconds,
  error: contacts * (said - seconds),
  absoluteError: contacts * Math.abs(said - seconds),
});
