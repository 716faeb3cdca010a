import { DAY_MINUTES } from '#domain/time.ts';
import type { QueueForecast } from '#domain/forecast.ts';
import type { QueueId } from '#domain/ids.ts';
import { addDays, dayNumber } from '#domain/local-day.ts';
import type { DeferredSummary, PlannedInterval } from '#domain/staffing-plan.ts';
import type { DeferredWork } from '../../../forecasting/staffing/deferred/spread-deferred.ts';
import { intervalDemands } from '../../../forecasting/staffing/interval-demands.ts';
import type { DailyWork, DeferredQueue } from './staffing-rules.ts';

/** Something to be done between two moments, in minutes since 1970 on the local clock. */
export type Due = {
  readonly name: string;
  readonly contacts: number;
  readonly seconds: number;
  readonly from: number;
  readonly due: number;
};

/** The contacts of a queue that can wait: ready when the interval that brings them is over, due so much later. */
export function queueDues(
  forecast: QueueForecast,
  { withinMinutes }: DeferredQueue,
  handleSeconds: number | undefined,
): readonly Due[] {
  return intervalDemands(forecast, handleSeconds).flatMap((one) => {
    if (one.offered <= 0) return [];
    const from = momentOf(one) + forecast.intervalMinutes;
    const seconds = one.offered * one.handleSeconds * (one.comesTwice ? 2 : 1);
    return { name: forecast.queue, contacts: one.offered, seconds, from, due: from + withinMinutes };
  });
}

/** Work that comes every day, from the day before the plan on: a night's messages are the morning's work. */
export function dailyDues(
  { name, contacts, handleSeconds, from, due }: DailyWork,
  plan: readonly PlannedInterval[],
): readonly Due[] {
  const days = [...new Set(plan.map(({ day }) => day))];
  const [first] = days;
  if (first === undefined) return [];
  const nights = due <= from ? [addDays(first, -1), ...days] : days;
  const end = Math.max(...plan.map((one) => momentOf(one) + one.minutes));
  return nights.flatMap((day) => {
    const midnight = dayNumber(day) * DAY_MINUTES;
    // What comes after the plan's end is the next plan's.
    if (midnight + from >= end) return [];
    const until = midnight + due + (due <= from ? DAY_MINUTES : 0);
    return { name, contacts, seconds: contacts * handleSeconds, from: midnight + from, due: until };
  });
}

/** What of it falls into the intervals of a plan, and what it comes to in words. */
export type PlacedWork = { readonly work: readonly DeferredWork[]; readonly summary: DeferredSummary };

/**
 * Puts work into the intervals in which it can be done. What comes when nobody is there before it is due is due in the first interval
 * in which somebody is; what comes after the last one is left out. Both are counted.
 */
export function placeWork(
  dues: readonly Due[],
  plan: readonly PlannedInterval[],
  { name, doneBy }: { readonly name: string; readonly doneBy: QueueId },
): PlacedWork {
  const starts = plan.map(momentOf);
  const ends = plan.map((one, at) => (starts[at] ?? 0) + one.minutes);
  const work: DeferredWork[] = [];
  let [contacts, seconds, lateSeconds, beyondSeconds] = [0, 0, 0, 0];
  for (const due of dues) {
    contacts += due.contacts;
    seconds += due.seconds;
    const from = firstAtLeast(starts, due.from);
    // Intervals that are over by then; they end on whole minutes.
    const until = firstAtLeast(ends, due.due + 0.5);
    if (from >= plan.length) {
      beyondSeconds += due.seconds;
      continue;
    }
    if (until <= from) lateSeconds += due.seconds;
    work.push({ name: due.name, from, due: Math.max(until, from + 1), seconds: due.seconds });
  }
  return {
    work,
    summary: {
      name,
      doneBy,
      contacts,
      hours: seconds / HOUR_SECONDS,
      lateHours: lateSeconds / HOUR_SECONDS,
      beyondHours: beyondSeconds / HOUR_SECONDS,
    },
  };
}

const HOUR_SECONDS = 3_600;

const momentOf = ({ day, minuteOfDay }: Pick<PlannedInterval, 'day' | 'minuteOfDay'>): number =>
  dayNumber(day) * DAY_MINUTES + minuteOfDay;

/** The place of the first value that is not below this one, in values that ascend. */
function firstAtLeast(values: readonly number[], least: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((values[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
