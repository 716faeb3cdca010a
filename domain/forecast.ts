import type { QueueId } from './ids.ts';
import type { LocalDay, LocalMoment } from './local-day.ts';
import type { Opening } from './opening.ts';

/** What is expected, and where four of five, and nineteen of twenty, outcomes lie. */
export type Band = {
  readonly offered: number;
  readonly low80: number;
  readonly high80: number;
  readonly low95: number;
  readonly high95: number;
};

/** A band, and the variance of the count: the chance of single contacts (Poisson) and what is not known of their rate. */
export type CountForecast = Band & { readonly variance: number };

/** Where the mean handle time of an interval lies four times of five, and nineteen of twenty; seconds. */
export type HandleTimeBand = Omit<Band, 'offered'>;

/** What one queue is expected to bring in one interval. */
export type ForecastInterval = CountForecast & {
  readonly day: LocalDay;
  /** Local minutes since midnight at which it begins. */
  readonly minuteOfDay: number;
  /** Mean seconds, where handle times are known. */
  readonly handleSeconds?: number;
  readonly handleTimeBand?: HandleTimeBand;
  /** Its digits come twice on this day, as the clock goes back; the figures are those of one of the two. */
  readonly comesTwice?: true;
};

/** What the forecast of one queue was made from, and by which methods. */
export type ForecastMethod = {
  /** The first and the last day that was learnt from, and how many of the days between are known. */
  readonly first: LocalDay;
  readonly last: LocalDay;
  readonly knownDays: number;
  /** The methods that were averaged: the share of each, and how far off it was a day ahead (WAPE; unknown where it was not tried). */
  readonly parts: readonly { readonly name: string; readonly weight: number; readonly wape?: number }[];
  /** The queue whose shape was borrowed, because too few days of this one are known. */
  readonly like?: QueueId;
  /** When the queue is answered, as its latest weeks show. */
  readonly opening: Opening;
};

/** The forecast of one queue. */
export type QueueForecast = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  /** In order of time; times at which the queue is closed are not there. */
  readonly intervals: readonly ForecastInterval[];
  /** Absent for a forecast of which only the figures are known, such as one that was read from a table. */
  readonly method?: ForecastMethod;
};

/** Where a forecast comes from. */
export type ForecastOrigin = {
  readonly zone: string;
  /** Everything that begins before this had happened when the forecast was made. */
  readonly madeAt: LocalMoment;
};

/** What a person knows better than the forecast, for a stretch of local time. */
export type ForecastOverride = {
  /** Absent: every queue. */
  readonly queue?: QueueId;
  readonly from: LocalMoment;
  /** The moment at which it ends. */
  readonly until: LocalMoment;
  /** So many times as much, or so many contacts in the whole stretch. */
  readonly change:
    | { readonly kind: 'factor'; readonly factor: number }
    | { readonly kind: 'offered'; readonly offered: number };
  readonly reason: string;
};

/** Something that whoever uses a forecast should know. */
export type ForecastNote =
  /** What a person changed, and from how many contacts to how many. */
  | {
      readonly kind: 'overridden';
      readonly queue: QueueId;
      readonly override: ForecastOverride;
      readonly before: number;
      readonly after: number;
    }
  /** No interval of the forecast lies in it. */
  | { readonly kind: 'override-without-effect'; readonly override: ForecastOverride }
  /** An event of which the history has no other: it has no effect that was learnt. */
  | { readonly kind: 'no-precedent'; readonly day: LocalDay; readonly name: string }
  /** The history ends long before the forecast begins. */
  | { readonly kind: 'old-history'; readonly last: LocalDay; readonly days: number }
  /** Too few days of the queue are known, and no other queue is like it. */
  | { readonly kind: 'left-out'; readonly queue: QueueId; readonly knownDays: number }
  /** A holiday that was forecast as any open day. */
  | { readonly kind: 'open-holiday'; readonly day: LocalDay; readonly name: string }
  /** A holiday that no day of the history has met, taken as closed because all those that it has met were. */
  | { readonly kind: 'closed-holiday'; readonly day: LocalDay; readonly name: string };

/** A day of several queues together. */
export type GroupDay = { readonly day: LocalDay; readonly total: Band };

/** What all queues of a forecast come to. */
export type ForecastSummary = {
  readonly origin: ForecastOrigin;
  readonly queues: number;
  /** Days on which any queue is open. */
  readonly days: readonly GroupDay[];
  /** How far the errors of queues go together: 0 not at all, 1 always. */
  readonly errorCorrelation: number;
  readonly notes: readonly ForecastNote[];
};
