import type { ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import type { LocalDay } from '#domain/local-day.ts';
import { twoDigits } from '#domain/two-digits.ts';
import type { Cell, Decimal, TableHead } from '../../files/table.ts';
import { BAND_COLUMNS, COLUMN, COUNT_COLUMNS, MEAN_TIME_COLUMNS } from './columns.ts';

/** What a forecast's table is called, and its columns. */
export function forecastHead(withHandleTime: boolean): TableHead {
  const columns = [...COUNT_COLUMNS, ...BAND_COLUMNS, COLUMN.variance];
  return {
    name: 'forecast',
    header: withHandleTime ? [...columns, ...MEAN_TIME_COLUMNS] : columns,
    stickyColumns: 2,
  };
}

/** The rows of one queue's forecast in local time: an interval whose digits come twice has its row twice. */
export function* forecastRows(
  { queue, intervals }: QueueForecast,
  { withHandleTime }: { readonly withHandleTime: boolean },
): Iterable<readonly Cell[]> {
  for (const one of intervals) {
    const row = [
      queue,
      startText(one.day, one.minuteOfDay),
      ...counts(one),
      varianceOf(one),
      ...(withHandleTime ? handleTime(one) : []),
    ];
    yield row;
    if (one.comesTwice) yield row;
  }
}

/** What is expected of one interval, and its bands, in the order of the columns. */
export const counts = (one: ForecastInterval): readonly Decimal[] =>
  [one.offered, one.low80, one.high80, one.low95, one.high95].map((value) => ({
    value,
    decimals: COUNT_DECIMALS,
  }));

/** The mean handle time and its bands, in the order of the columns; empty where they are not known. */
const handleTime = ({ handleSeconds, handleTimeBand: band }: ForecastInterval): readonly Cell[] =>
  [handleSeconds, band?.low80, band?.high80, band?.low95, band?.high95].map((value) =>
    value === undefined ? undefined : { value, decimals: 1 },
  );

const COUNT_DECIMALS = 2;
const VARIANCE_DECIMALS = 4;

/** The variance of a count with the mean as it is written: so that what is left of it beside the mean, the rate's own, is exact. */
function varianceOf({ offered, variance }: ForecastInterval): Decimal {
  const written = Number(offered.toFixed(COUNT_DECIMALS));
  return { value: written + Math.max(0, variance - offered), decimals: VARIANCE_DECIMALS };
}

/** A start in local time, without an offset. */
export const startText = (day: LocalDay, minuteOfDay: number): string =>
  `${day}T${twoDigits(Math.floor(minuteOfDay / 60))}:${twoDigits(minuteOfDay % 60)}:00`;
