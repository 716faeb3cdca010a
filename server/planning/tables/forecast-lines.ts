import type { ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { csvText } from '../../files/csv-text.ts';
import { BAND_COLUMNS, COLUMN, COUNT_COLUMNS } from './columns.ts';
import { twoDigits } from '#domain/two-digits.ts';

/** The header of a forecast's table, with its end of line. */
export function forecastHeader(withHandleTime: boolean): string {
  const columns = [...COUNT_COLUMNS, ...BAND_COLUMNS, COLUMN.variance];
  return `${[...columns, ...(withHandleTime ? [COLUMN.handleSeconds] : [])].join(',')}\n`;
}

/** The rows of one queue's forecast, each with its end of line, in local time: an interval whose digits come twice has its row twice. */
export function forecastLines(
  { queue, intervals }: QueueForecast,
  { withHandleTime }: { readonly withHandleTime: boolean },
): string {
  let text = '';
  for (const one of intervals) {
    const fields = [csvText(queue), startText(one.day, one.minuteOfDay), ...counts(one), varianceText(one)];
    if (withHandleTime) fields.push(one.handleSeconds?.toFixed(1) ?? '');
    text += `${fields.join(',')}\n`.repeat(one.comesTwice ? 2 : 1);
  }
  return text;
}

/** What is expected of one interval, and its bands, in the order of the columns. */
export const counts = (one: ForecastInterval): readonly string[] =>
  [one.offered, one.low80, one.high80, one.low95, one.high95].map((count) => count.toFixed(COUNT_DECIMALS));

const COUNT_DECIMALS = 2;
const VARIANCE_DECIMALS = 4;

/** The variance of a count with the mean as it is written: so that what is left of it beside the mean, the rate's own, is exact. */
function varianceText({ offered, variance }: ForecastInterval): string {
  const written = Number(offered.toFixed(COUNT_DECIMALS));
  return (written + Math.max(0, variance - offered)).toFixed(VARIANCE_DECIMALS);
}

/** A start in local time, without an offset. */
export const startText = (day: LocalDay, minuteOfDay: number): string =>
  `${day}T${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}:00`;
