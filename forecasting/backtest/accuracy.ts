import type { Band } from '#domain/forecast.ts';

/** What forecasts of intervals came to, in sums that add over intervals, days and queues. */
export type Accuracy = {
  readonly intervals: number;
  readonly offered: number;
  /** Σ(forecast − offered). */
  readonly error: number;
  readonly absoluteError: number;
  /** Intervals whose count lay in the 80 % band. */
  readonly inside80: number;
  readonly inside95: number;
  /** Absolute error that a week-old copy makes on the days before: the unit of MASE. */
  readonly naiveError: number;
  /** Absolute error that would be left if the rate were known exactly: Poisson, √(2·rate/π) an interval. */
  readonly floorError: number;
};

/** Nothing forecast yet. */
export const NO_ACCURACY: Accuracy = {
  intervals: 0,
  offered: 0,
  error: 0,
  absoluteError: 0,
  inside80: 0,
  inside95: 0,
  naiveError: 0,
  floorError: 0,
};

/**
 * The accuracy of one interval's forecast; `naiveError` is the usual error of a week-old copy. That nothing comes where nothing was
 * expected is no feat: such an interval has no error, and does not count among those that lie in their bands.
 */
export function judgeInterval(band: Band, offered: number, naiveError: number): Accuracy {
  const count = band.offered === 0 && offered === 0 ? 0 : 1;
  return {
    intervals: count,
    offered,
    error: band.offered - offered,
    absoluteError: Math.abs(band.offered - offered),
    inside80: offered >= band.low80 && offered <= band.high80 ? count : 0,
    inside95: offered >= band.low95 && offered <= band.high95 ? count : 0,
    naiveError,
    floorError: Math.sqrt((2 * offered) / Math.PI),
  };
}

/** Both together. */
export function addAccuracy(a: Accuracy, b: Accuracy): Accuracy {
  return {
    intervals: a.intervals + b.intervals,
    offered: a.offered + b.offered,
    error: a.error + b.error,
    absoluteError: a.absoluteError + b.absoluteError,
    inside80: a.inside80 + b.inside80,
    inside95: a.inside95 + b.inside95,
    naiveError: a.naiveError + b.naiveError,
    floorError: a.floorError + b.floorError,
  };
}

/** Σ|forecast − offered| / Σ offered. Unknown when nothing was offered. */
export const wape = (sums: Accuracy): number | undefined => ratio(sums.absoluteError, sums.offered);

/** The WAPE that nobody can be below on average: √(2/(π·volume)) where every interval has the same volume. Unknown when nothing was offered. */
export const floorWape = (sums: Accuracy): number | undefined => ratio(sums.floorError, sums.offered);

/** Error in units of that of a week-old copy (Hyndman and Koehler 2006). Unknown when no week-old copy could be made, or it was perfect. */
export const mase = (sums: Accuracy): number | undefined => ratio(sums.absoluteError, sums.naiveError);

/** Share by which the forecast is too high; below 0 it is too low. Unknown when nothing was offered. */
export const bias = (sums: Accuracy): number | undefined => ratio(sums.error, sums.offered);

/** Share of intervals that lay in their 80 % band. Unknown without any. */
export const coverage80 = (sums: Accuracy): number | undefined => ratio(sums.inside80, sums.intervals);

/** Share of intervals that lay in their 95 % band. Unknown without any. */
export const coverage95 = (sums: Accuracy): number | undefined => ratio(sums.inside95, sums.intervals);

const ratio = (part: number, whole: number): number | undefined => (whole > 0 ? part / whole : undefined);
