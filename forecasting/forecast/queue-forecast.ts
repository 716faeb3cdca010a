import type { ForecastInterval, ForecastMethod, QueueForecast } from '#domain/forecast.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { openSpans } from '#domain/opening.ts';
import { dayClock } from '../history/day-clock.ts';
import type { QueueOutcome } from './forecast-queues.ts';
import type { DayForecast } from './project-queue.ts';

/**
 * What came of one queue, as everybody else meets it: its intervals by the local time of `zone`, and how they were found.
 * Undefined without a forecast.
 */
export function queueForecast(outcome: QueueOutcome, zone: TimeZone): QueueForecast | undefined {
  const { history, forecast } = outcome;
  if (forecast === undefined) return undefined;
  const { fitted, days } = forecast;
  return {
    queue: history.queue,
    intervalMinutes: fitted.intervalMinutes,
    intervals: days.flatMap((day) => intervalsOf(day, fitted.intervalMinutes, zone)),
    method: methodOf(outcome, fitted.lastDay),
  };
}

/** Without those that the clock skips on this day. */
function intervalsOf({ day, intervals }: DayForecast, minutes: number, zone: TimeZone): ForecastInterval[] {
  const clock = dayClock(zone, day);
  return intervals.flatMap(({ interval, ...expected }) => {
    const minuteOfDay = interval * minutes;
    const times = clock(minuteOfDay);
    if (times === 0) return [];
    return { day, minuteOfDay, ...expected, ...(times === 2 ? { comesTwice: true as const } : {}) };
  });
}

function methodOf({ history, forecast, borrowedFrom }: QueueOutcome, last: LocalDay): ForecastMethod {
  const fitted = forecast?.fitted;
  const known = history.days.filter((day) => day <= last);
  return {
    first: known[0] ?? last,
    last,
    knownDays: known.length,
    parts: (fitted?.choices ?? [])
      .filter(({ weight }) => weight > 0)
      .map(({ name, weight, wape }) => ({ name, weight, ...(wape === undefined ? {} : { wape }) })),
    ...(borrowedFrom === undefined ? {} : { like: borrowedFrom }),
    opening: {
      week: (fitted?.opening.intervals ?? []).map((open) => openSpans(open, history.intervalMinutes)),
    },
  };
}
