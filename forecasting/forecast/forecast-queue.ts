import { addDays, dayNumber, type LocalMoment } from '#domain/local-day.ts';
import type { Calendar } from '#domain/calendar.ts';
import type { QueueHistory } from '../history/queue-history.ts';
import { fitQueue, type FittedQueue } from './fit-queue.ts';
import { scaledCount, times } from './interval-band.ts';
import { projectQueue, type DayForecast } from './project-queue.ts';
import { splitAt } from './split-at.ts';
import { DAY_MINUTES } from '#domain/time.ts';

export type ForecastQuestion = {
  readonly history: QueueHistory;
  readonly calendar: Calendar;
  /** Everything that begins before this has happened. */
  readonly now: LocalMoment;
  readonly horizonMinutes: number;
  /** Planned change of volume in a year, on top of what the history shows: 0.1 is a tenth more. */
  readonly growth?: number;
};

/** A queue's forecast by days, and the fit it came from. */
export type FittedForecast = { readonly fitted: FittedQueue; readonly days: readonly DayForecast[] };

/** The forecast of one queue from now on. Undefined when too little is known of it. */
export function forecastQueue(question: ForecastQuestion): FittedForecast | undefined {
  const fitted = fitQueue({
    history: splitAt(question.history, question.now).past,
    calendar: question.calendar,
  });
  return fitted === undefined ? undefined : forecastFitted(fitted, question);
}

/** The forecast of a queue that is fitted already, from its past and what has come today; days without an interval are left out. */
export function forecastFitted(
  fitted: FittedQueue,
  { history, now, horizonMinutes, growth = 0 }: ForecastQuestion,
): FittedForecast {
  const { today } = splitAt(history, now);
  const until = now.minute + horizonMinutes;
  const days = Array.from({ length: Math.ceil(until / DAY_MINUTES) }, (_, index) => addDays(now.day, index));
  const projected = projectQueue(fitted, days, today).map((day) => {
    const ahead = DAY_MINUTES * (dayNumber(day.day) - dayNumber(now.day));
    const years = (dayNumber(day.day) - dayNumber(fitted.lastDay)) / DAYS_A_YEAR;
    return grown(
      between(day, { from: now.minute - ahead, until: until - ahead, minutes: history.intervalMinutes }),
      (1 + growth) ** years,
    );
  });
  return { fitted, days: projected.filter(({ intervals }) => intervals.length > 0) };
}

const DAYS_A_YEAR = 365.25;

type Span = { readonly from: number; readonly until: number; readonly minutes: number };

/** Without intervals that begin outside of the span; the total stays that of the day. */
function between(day: DayForecast, { from, until, minutes }: Span): DayForecast {
  const intervals = day.intervals.filter(
    ({ interval }) => interval * minutes >= from && interval * minutes < until,
  );
  return { ...day, intervals };
}

function grown(day: DayForecast, factor: number): DayForecast {
  if (factor === 1) return day;
  return {
    ...day,
    intervals: day.intervals.map((interval) => ({
      ...interval,
      ...scaledCount(interval, factor),
    })),
    total: { ...times(day.total, factor), deviation: day.total.deviation * factor },
  };
}
