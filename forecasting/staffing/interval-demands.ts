import type { QueueForecast } from '#domain/forecast.ts';
import type { IntervalDemand } from './queue-question.ts';
import { rateCv } from './rates/rate-cv.ts';

/** What a forecast asks of staffing: how much comes, and how unsure its rate is. Where it has no handle time the usual one holds; one that nobody knows throws a RangeError. */
export function intervalDemands(
  { intervals }: QueueForecast,
  usualHandleSeconds?: number,
): readonly IntervalDemand[] {
  return intervals.map((interval) => {
    const { day, minuteOfDay, offered, handleSeconds = usualHandleSeconds, comesTwice } = interval;
    if (handleSeconds === undefined)
      throw new RangeError(
        `the handle time of ${day} is not known, expected it in the forecast or for all contacts`,
      );
    return {
      day,
      minuteOfDay,
      offered,
      handleSeconds,
      rateCv: rateCv(interval),
      ...(comesTwice ? { comesTwice } : {}),
    };
  });
}
