import type { LocalDay } from '#domain/local-day.ts';
import { addCounts, emptyCounts, type Counts } from '#domain/measures/counts.ts';
import type { DayToLive } from './day-to-live.ts';
import { liveDays, MOST_DAYS_AT_ONCE } from './live-days.ts';

/** A plan of years in thousands of lives would not end. */
const MOST_DAYS = 100_000;

/** A date of a plan with what happens on it. */
export type PlanDate = { readonly date: LocalDay; readonly day: DayToLive };

/** What came of one queue, or of one kind of work that can wait. */
export type QueueBook = {
  readonly all: Counts;
  readonly days: readonly Counts[];
  /** By date of the plan and place of the interval in it. */
  readonly dates: readonly (readonly Counts[])[];
};

export type PlanBooks = {
  readonly days: number;
  /** In the order of a day's queues, then of its work that can wait; every date has the same. */
  readonly queues: readonly QueueBook[];
  readonly busyMs: number;
  readonly availableMs: number;
};

export type PlanDays = {
  readonly dates: readonly PlanDate[];
  /** Shared out evenly over the dates, at least one each. */
  readonly days: number;
  readonly seed: number;
};

/** Lives every date of a plan through, each as often as the others. */
export function livePlanDays({ dates, days, seed }: PlanDays): PlanBooks {
  if (!(Number.isInteger(days) && days >= 1 && days <= MOST_DAYS))
    throw new RangeError(`days to live through must be a whole number from 1 to ${MOST_DAYS}, got ${days}`);
  const each = Math.ceil(days / dates.length);
  const books = booksFor(dates);
  const lived = { busyMs: 0, availableMs: 0, days: 0 };
  for (const [nth, { day }] of dates.entries()) {
    for (let done = 0; done < each; done += MOST_DAYS_AT_ONCE) {
      const now = Math.min(MOST_DAYS_AT_ONCE, each - done);
      const run = liveDays(day, { days: now, seed: seed + nth + done * dates.length });
      for (const [at, { intervals, days: counted }] of run.books.entries()) {
        const book = books[at];
        for (const [place, counts] of intervals.entries()) {
          const into = book?.dates[nth]?.[place];
          if (into !== undefined) addCounts(into, counts);
        }
        for (const counts of counted) {
          book?.days.push(counts);
          if (book !== undefined) addCounts(book.all, counts);
        }
      }
      lived.busyMs += run.time.busyMs;
      lived.availableMs += run.time.availableMs;
      lived.days += now;
    }
  }
  return { ...lived, queues: books };
}

function booksFor(dates: readonly PlanDate[]): readonly {
  readonly all: Counts;
  readonly days: Counts[];
  readonly dates: readonly (readonly Counts[])[];
}[] {
  const [first] = dates;
  const count = (first?.day.queues.length ?? 0) + (first?.day.deferred.length ?? 0);
  return Array.from({ length: count }, (_, at) => ({
    all: emptyCounts(),
    days: [],
    dates: dates.map(({ day }) => (day.queues[at]?.intervals ?? []).map(() => emptyCounts())),
  }));
}
