import type { ForecastInterval, ForecastOverride, QueueForecast } from '#domain/forecast.ts';
import type { LocalMoment } from '#domain/local-day.ts';
import { countBand, scaledCount } from './interval-band.ts';

/** A forecast as a person knows it better, and what each override that concerns it changed: undefined where no interval lies in it. */
export type Overridden = {
  readonly forecast: QueueForecast;
  readonly changes: readonly ({ readonly before: number; readonly after: number } | undefined)[];
};

/** Changes a queue's forecast by overrides, in their order: a later one finds what an earlier one has made. */
export function overrideForecast(
  forecast: QueueForecast,
  overrides: readonly ForecastOverride[],
): Overridden {
  let intervals = forecast.intervals;
  const changes = overrides.map((override) => {
    if (override.queue !== undefined && override.queue !== forecast.queue) return undefined;
    const inside = intervals.filter((one) => isIn(override, one));
    if (inside.length === 0) return undefined;
    const before = contacts(inside);
    intervals = intervals.map((one) => (isIn(override, one) ? changed(one, override, inside) : one));
    return { before, after: contacts(intervals.filter((one) => isIn(override, one))) };
  });
  return { forecast: { ...forecast, intervals }, changes };
}

const contacts = (intervals: readonly ForecastInterval[]): number =>
  intervals.reduce((sum, { offered, comesTwice }) => sum + offered * (comesTwice ? 2 : 1), 0);

function isIn({ from, until }: ForecastOverride, { day, minuteOfDay }: ForecastInterval): boolean {
  const at = { day, minute: minuteOfDay };
  return !isBefore(at, from) && isBefore(at, until);
}

const isBefore = (one: LocalMoment, other: LocalMoment): boolean =>
  one.day < other.day || (one.day === other.day && one.minute < other.minute);

/** A number of contacts is shared out as the forecast has them, or evenly where it has none. */
function changed(
  interval: ForecastInterval,
  { change }: ForecastOverride,
  inside: readonly ForecastInterval[],
): ForecastInterval {
  if (change.kind === 'factor') return { ...interval, ...scaledCount(interval, change.factor) };
  const before = contacts(inside);
  if (before > 0) return { ...interval, ...scaledCount(interval, change.offered / before) };
  const each = change.offered / inside.length;
  return { ...interval, ...countBand(each, each) };
}
