import type { ForecastNote, ForecastOverride, QueueForecast } from '#domain/forecast.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { FittedForecast } from '../../../forecasting/forecast/forecast-queue.ts';
import { times } from '../../../forecasting/forecast/interval-band.ts';
import { overrideForecast } from '../../../forecasting/forecast/override-forecast.ts';

/** What is known better, being put into one queue's forecast after the other. */
export type Overriding = {
  readonly apply: (forecast: QueueForecast) => QueueForecast;
  /** What was changed so far, and what changed nothing. */
  readonly notes: () => readonly ForecastNote[];
};

/** Nothing changed yet. */
export function overridingOf(overrides: readonly ForecastOverride[]): Overriding {
  const changed: ForecastNote[] = [];
  const used = new Set<ForecastOverride>();
  return {
    apply(forecast) {
      const { forecast: better, changes } = overrideForecast(forecast, overrides);
      for (const [at, override] of overrides.entries()) {
        const change = changes[at];
        if (change === undefined) continue;
        used.add(override);
        changed.push({ kind: 'overridden', queue: forecast.queue, override, ...change });
      }
      return better;
    },
    notes: () => [
      ...changed,
      ...overrides.flatMap((override): readonly ForecastNote[] =>
        used.has(override) ? [] : [{ kind: 'override-without-effect', override }],
      ),
    ],
  };
}

/** The fitted forecast with the totals of days as they were changed. */
export function withTotals(
  fitted: FittedForecast,
  before: QueueForecast,
  after: QueueForecast,
): FittedForecast {
  if (before.intervals === after.intervals) return fitted;
  const [was, is] = [byDay(before), byDay(after)];
  return {
    ...fitted,
    days: fitted.days.map((one) => {
      const old = was.get(one.day) ?? 0;
      const factor = old > 0 ? (is.get(one.day) ?? 0) / old : 1;
      return { ...one, total: { ...times(one.total, factor), deviation: one.total.deviation * factor } };
    }),
  };
}

function byDay({ intervals }: QueueForecast): ReadonlyMap<LocalDay, number> {
  const sums = new Map<LocalDay, number>();
  for (const { day, offered } of intervals) sums.set(day, (sums.get(day) ?? 0) + offered);
  return sums;
}
