import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { DAY_MS, MINUTE_MS, epochMs } from '#domain/time.ts';
import { advance } from '../../simulation/advance.ts';
import { readCounts, readTimes } from '../../simulation/read-books.ts';
import { startSimulation } from '../../simulation/start-simulation.ts';
import { dayCentre } from './day-centre.ts';
import type { DayQueue, DayToLive } from './day-to-live.ts';

/** What came of one queue, or of one kind of work that can wait, on the days that were lived. */
export type LivedBook = {
  /** By place of the interval; of work that can wait there are none. */
  readonly intervals: readonly Counts[];
  /** By day, in order. */
  readonly days: readonly Counts[];
};

export type LivedTime = { readonly busyMs: number; readonly availableMs: number };

export type LivedDays = {
  /** In the order of the day's queues, then of its work that can wait. */
  readonly books: readonly LivedBook[];
  /** People's time together. */
  readonly time: LivedTime;
};

/** The simulator keeps books of a year by quarters of an hour. */
export const MOST_DAYS_AT_ONCE = 300;

/** Lives a day so many times, at most MOST_DAYS_AT_ONCE, each with its own level and its own customers. */
export function liveDays(
  day: DayToLive,
  { days, seed }: { readonly days: number; readonly seed: number },
): LivedDays {
  const simulation = startSimulation({ model: dayCentre(day), seed, from: epochMs(0) });
  // One day more, so that the contacts of the last evening come to their end.
  advance(simulation, epochMs((days + 1) * DAY_MS));
  const stretches = [...day.queues.map(({ intervals }) => intervals), ...day.deferred.map(() => [])];
  const books = stretches.map((intervals) => ({
    intervals: intervals.map(() => emptyCounts()),
    days: Array.from({ length: days }, () => emptyCounts()),
  }));
  for (const { start, queue, counts } of readCounts(simulation)) {
    const book = books[queue];
    const lived = book?.days[Math.floor(start / DAY_MS)];
    if (book === undefined || lived === undefined) continue;
    const booked: Counts = { ...emptyCounts(), ...counts };
    addCounts(lived, booked);
    const place = placeOf((start % DAY_MS) / MINUTE_MS, stretches[queue] ?? []);
    const interval = book.intervals[place];
    if (interval !== undefined) addCounts(interval, booked);
  }
  return { books, time: timeOf(simulation, days) };
}

const placeOf = (minute: number, intervals: DayQueue['intervals']): number =>
  intervals.findIndex(({ minuteOfDay, minutes }) => minute >= minuteOfDay && minute < minuteOfDay + minutes);

function timeOf(simulation: Parameters<typeof readTimes>[0], days: number): LivedTime {
  let [busyMs, availableMs] = [0, 0];
  for (const { start, time } of readTimes(simulation)) {
    if (start >= days * DAY_MS) continue;
    busyMs += time.busyMs + time.wrapUpMs;
    availableMs += time.availableMs;
  }
  return { busyMs, availableMs };
}
