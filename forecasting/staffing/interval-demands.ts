import type { QueueForecast } from '#domain/forecast.ts';
import type { IntervalDemand } from './queue-question.ts';
import { rateCv } from './rates/rate-cv.ts';

/** What a forecast asks of staffing: how much comes, and how unsure its rate is. A handle time that nobody knows throws a RangeError. */
export function intervalDemands({ queue, intervals }: QueueForecast): readonly IntervalDemand[] {
  return intervals.map((interval) => {
    const { day, minuteOfDay, offered, handleSeconds, comesTwice } = interval;
    if (handleSeconds === undefined)
      throw new RangeError(`the handle time of queue ${queue} on ${day} is not known, expected seconds`);
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
