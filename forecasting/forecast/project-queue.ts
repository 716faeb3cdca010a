import type { Band, CountForecast, HandleTimeBand } from '#domain/forecast.ts';
import type { QueueId } from '#domain/ids.ts';
import { weekday, type LocalDay } from '#domain/local-day.ts';
import { dayTraits, isClosed } from '../calendar/day-traits.ts';
import { makeGrid, type Grid } from '../models/grid.ts';
import { updateDay } from '../models/update-day.ts';
import type { FittedQueue } from './fit-queue.ts';
import { rateOfMean } from '../models/count-scale.ts';
import { blockCount } from './time-blocks.ts';
import { intervalBand, sumBand } from './interval-band.ts';

/** One interval of a forecast: its place in the local day, and what is expected. */
export type IntervalForecast = CountForecast & {
  readonly interval: number;
  /** Mean seconds, where handle times are known, and where they lie. */
  readonly handleSeconds?: number;
  readonly handleTimeBand?: HandleTimeBand;
};

/** One day of a forecast. */
export type DayForecast = {
  readonly queue: QueueId;
  readonly day: LocalDay;
  /** Those that are open, ascending; of a day that has begun, those that are still to come. */
  readonly intervals: readonly IntervalForecast[];
  /** Of all of them together; with `deviation`, so that sums over queues and days can be made. */
  readonly total: Band & { readonly deviation: number };
};

/** What is known of the day that has begun: counts by interval of the day, NaN where they are still to come. */
export type Today = { readonly day: LocalDay; readonly offered: Float64Array };

/** Forecasts those of the days, ascending, on which the queue is usually answered; today from what has happened. */
export function projectQueue(
  fitted: FittedQueue,
  days: readonly LocalDay[],
  today?: Today,
): readonly DayForecast[] {
  const open = days.filter((day) => isForecast(day, fitted));
  const located = fitted.model.project(open.map((day) => dayTraits(day, fitted.week)));
  return open.map((day, index) => {
    const said = located[index];
    const location = said?.location ?? new Float64Array(fitted.blocks.length);
    const covariance = withExtra(fitted.covariance, said?.extraVariance);
    const seen = today?.day === day ? seenBlocks(fitted, today) : undefined;
    const known = seen === undefined ? { location, covariance } : updateDay({ location, covariance }, seen);
    return dayForecast(fitted, { day, ...known, from: today?.day === day ? nextInterval(today) : 0 });
  });
}

/** A holiday is forecast like any day, unless it has been seen closed: whoever knows better says so in the calendar. */
function isForecast(day: LocalDay, fitted: FittedQueue): boolean {
  if (fitted.isLeftOut(day)) return false;
  return !isClosed(day, { ...fitted.week, isClosedHoliday: () => false });
}

/** A block counts as seen when all of it that is open on the day is over. */
function seenBlocks(fitted: FittedQueue, { day, offered }: Today): Float64Array {
  const open = openOn(fitted, day);
  const counts = offered.map((count, interval) => (open.has(interval) ? count : Number.NaN));
  return Float64Array.from(fitted.blocks, (block) => {
    const share = block.intervals.reduce(
      (sum, interval, at) => sum + (open.has(interval) ? (block.shares[at] ?? 0) : 0),
      0,
    );
    return blockCount(counts, block, share * ALL);
  });
}

/** Shares add up to one, but for rounding. */
const ALL = 1 - 1e-9;

/** The extra variance of a later day is that of its level and shape: it moves neighbouring intervals together. */
function withExtra(covariance: Grid, extra: Float64Array | undefined): Grid {
  if (extra === undefined || !extra.some((variance) => variance > 0)) return covariance;
  const roots = extra.map((variance) => Math.sqrt(variance));
  return makeGrid(
    covariance,
    (i, j) => (covariance.cells[i * covariance.columns + j] ?? 0) + (roots[i] ?? 0) * (roots[j] ?? 0),
  );
}

const nextInterval = ({ offered }: Today): number =>
  offered.findLastIndex((count) => !Number.isNaN(count)) + 1;

type KnownDay = {
  readonly day: LocalDay;
  readonly location: Float64Array;
  readonly covariance: Grid;
  /** The first interval that is still to come. */
  readonly from: number;
};

/** An interval that is forecast: its block, its share of it, and the rate that it moves by when the block moves by one on its scale. */
type Part = { readonly interval: number; readonly block: number; readonly share: number };

function dayForecast(fitted: FittedQueue, known: KnownDay): DayForecast {
  const { day, covariance } = known;
  // From the mean of scaled counts to the root of their rate, on which bands and sums are reckoned.
  const location = known.location.map((value) => Math.sqrt(rateOfMean(value)));
  const parts = partsOf(fitted, known);
  const variance = (block: number): number =>
    fitted.widening ** 2 * Math.max(0, covariance.cells[block * covariance.columns + block] ?? 0);
  const intervals = parts.map(({ interval, block, share }) => {
    const count = shareBand({ location: location[block] ?? 0, variance: variance(block) }, share);
    const handle = fitted.handleTime?.at(day, interval, count.offered);
    return {
      interval,
      ...count,
      ...(handle === undefined ? {} : { handleSeconds: handle.seconds, handleTimeBand: handle.band }),
    };
  });
  const offered = intervals.reduce((sum, one) => sum + one.offered, 0);
  const deviation = fitted.widening * Math.sqrt(sumVariance({ parts, location, covariance }));
  return { queue: fitted.queue, day, intervals, total: { ...sumBand(offered, deviation), deviation } };
}

function partsOf(fitted: FittedQueue, { day, from }: KnownDay): Part[] {
  const usual = openOn(fitted, day);
  return fitted.blocks
    .flatMap(({ intervals, shares }, block) =>
      intervals.map((interval, at) => ({ interval, block, share: shares[at] ?? 0 })),
    )
    .filter(({ interval }) => interval >= from && usual.has(interval));
}

/** The intervals that are open on the day. */
function openOn({ opening, week }: FittedQueue, day: LocalDay): ReadonlySet<number> {
  return new Set(opening.intervals[week.isOpen[weekday(day)] === true ? weekday(day) : WORKING_DAY]);
}

/** Whose hours a day has that is usually closed and is worked to make up for a holiday: Friday's, as any working day's. */
const WORKING_DAY = 4;

/** Poisson noise on the scale of counts. */
const POISSON = 0.25;

/** The band of a share of a block: the spread of its rate is shared, the noise of single contacts is its own. */
function shareBand(
  { location, variance }: { readonly location: number; readonly variance: number },
  share: number,
): CountForecast {
  const spread = share * Math.max(0, variance - POISSON);
  const noise = share < 1 ? POISSON : Math.min(POISSON, variance);
  return intervalBand(location * Math.sqrt(share), Math.sqrt(noise + spread));
}

type Sum = { readonly parts: readonly Part[]; readonly location: Float64Array; readonly covariance: Grid };

/** Variance of a sum of counts: a block moves by twice its root for a unit on the scale of counts (delta method), a part of it by its share. */
function sumVariance({ parts, location, covariance }: Sum): number {
  const shares = new Map<number, number>();
  for (const { block, share } of parts) shares.set(block, (shares.get(block) ?? 0) + share);
  let variance = 0;
  for (const [i, own] of shares)
    for (const [j, other] of shares) {
      const tie = covariance.cells[i * covariance.columns + j] ?? 0;
      variance += 4 * own * other * (location[i] ?? 0) * (location[j] ?? 0) * tie;
    }
  return Math.max(0, variance);
}
