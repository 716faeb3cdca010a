import type { CountForecast } from '#domain/forecast.ts';
import { weekday } from '#domain/local-day.ts';
import { intervalBand } from '../forecast/interval-band.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { toCountScale } from '../models/count-scale.ts';
import { gridRow, makeGrid, type Grid } from '../models/grid.ts';

/**
 * What a planner's spreadsheet says: one figure for each interval of a weekday, from the counts of that weekday as the table has
 * them. Nothing of ours is between: no blocks, no scale, no opening hours, so that anybody can count it after us.
 */
export type HandRival = {
  readonly name: string;
  /** `counts`: those of one interval that are known on the days of one weekday, oldest first, at least one. */
  readonly say: (counts: readonly number[]) => number;
};

const EIGHT_WEEKS: HandRival = {
  name: '8-week mean',
  say: (counts) => {
    const latest = counts.slice(-8);
    return latest.reduce((sum, count) => sum + count, 0) / latest.length;
  },
};

/** The three that are compared: a copy of the week before, the mean of eight weeks, and exponential smoothing by a quarter. */
export const HAND_RIVALS: readonly HandRival[] = [
  { name: 'seasonal naive', say: (counts) => counts.at(-1) ?? 0 },
  EIGHT_WEEKS,
  {
    name: 'exponential smoothing',
    say: (counts) => counts.reduce((level, count) => level + 0.25 * (count - level)),
  },
];

/** The mean of eight weeks once the morning is over: raised or lowered as the morning was. */
export const PRO_RATA = { of: EIGHT_WEEKS.name, name: '8-week mean, pro rata' };

/** Says what a rival says of a day of the history, by its row, from the rows before `origin`; 0 where the weekday was never told. */
export function handForecast(
  { say }: HandRival,
  { days, offered }: QueueHistory,
  { row, origin }: { readonly row: number; readonly origin: number },
): Float64Array {
  const own = weekdayOf(days, row);
  const alike = Array.from({ length: origin }, (_, at) => at).filter((at) => weekdayOf(days, at) === own);
  return Float64Array.from({ length: offered.columns }, (_, column) => {
    const counts = alike
      .map((at) => gridRow(offered, at)[column] ?? Number.NaN)
      .filter((count) => !Number.isNaN(count));
    return counts.length === 0 ? 0 : say(counts);
  });
}

const weekdayOf = (days: QueueHistory['days'], row: number): number => {
  const day = days[row];
  return day === undefined ? -1 : weekday(day);
};

/** What a rival has left once a day has begun: its rest, times what came so far for one that was said. As before when nothing was said. */
export function proRata(said: Float64Array, came: Float64Array): Float64Array {
  let [before, now] = [0, 0];
  for (const [column, count] of came.entries()) {
    if (Number.isNaN(count)) continue;
    before += said[column] ?? 0;
    now += count;
  }
  return before > 0 ? said.map((value) => (value * now) / before) : said;
}

/** What a rival said of each day of a history on the day before. */
export const saidBefore = (rival: HandRival, history: QueueHistory): Grid => {
  const rows = history.days.map((_, row) => handForecast(rival, history, { row, origin: row }));
  return makeGrid(history.offered, (row, column) => rows[row]?.[column] ?? 0);
};

/** Days by whose errors a rival's bands are made: two months of working days. */
const JUDGED_DAYS = 40;

/** By interval, how far off the rival was a day ahead on the days before `origin`: a standard deviation on the scale of counts. */
export function handSpread(said: Grid, { offered }: QueueHistory, origin: number): Float64Array {
  return Float64Array.from({ length: said.columns }, (_, column) => {
    let [squares, days] = [0, 0];
    for (let row = Math.max(0, origin - JUDGED_DAYS); row < origin; row += 1) {
      const count = gridRow(offered, row)[column] ?? Number.NaN;
      if (Number.isNaN(count)) continue;
      squares += (toCountScale(count) - toCountScale(gridRow(said, row)[column] ?? 0)) ** 2;
      days += 1;
    }
    return days > 0 ? Math.sqrt(squares / days) : LEAST_SPREAD;
  });
}

/** Poisson noise on the scale of counts. */
const LEAST_SPREAD = 0.5;

/** The rival's figure with a band of that spread. */
export const handBand = (said: number, spread: number): CountForecast =>
  intervalBand(Math.sqrt(said), Math.max(LEAST_SPREAD, spread));
