import type { CoverageProblem, PlannedDay } from './coverage-problem.ts';

/** The days laid end to end. */
export type Horizon = {
  readonly intervals: number;
  /** Where each day begins. */
  readonly dayStarts: readonly number[];
};

/** Where the days of a problem begin and how long they are together. */
export function layHorizon({ days }: Pick<CoverageProblem, 'days'>): Horizon {
  const dayStarts: number[] = [];
  let intervals = 0;
  for (const day of days) {
    dayStarts.push(intervals);
    intervals += day.intervals;
  }
  return { intervals, dayStarts };
}

/**
 * The intervals that pass from a day's midnight until a local time of it. A time that is skipped in spring is the
 * moment of the jump; one that comes twice in autumn is its first coming.
 */
export function passedUntil(day: PlannedDay, localOffset: number): number {
  const change = day.clockChange;
  if (change === undefined || localOffset < change.at) return localOffset;
  return Math.max(change.at, localOffset + change.by);
}
