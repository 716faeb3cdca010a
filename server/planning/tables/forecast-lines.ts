import { csvText } from '../../files/csv-text.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { QueueForecast } from '../../../forecasting/forecast/forecast-queue.ts';
import { dayClock, type DayClock } from '../../../forecasting/history/day-clock.ts';

const HEADER = 'queue,start,offered,low80,high80,low95,high95';

/** The rows of a forecast file, each with its end of line; the times are local, so a repeated hour has its rows twice and a skipped one none. */
export type ForecastLines = {
  readonly header: string;
  of(forecast: QueueForecast): string;
};

/** Lines for forecasts in `zone`, with a column of handle times where any queue has them. */
export function forecastLines(zone: TimeZone, withHandleTime: boolean): ForecastLines {
  const clocks = new Map<LocalDay, DayClock>();
  const clockOf = (day: LocalDay): DayClock => {
    const clock = clocks.get(day) ?? dayClock(zone, day);
    clocks.set(day, clock);
    return clock;
  };
  return {
    header: `${HEADER}${withHandleTime ? ',handle_seconds' : ''}\n`,
    of({ fitted, days }) {
      let text = '';
      for (const { day, intervals } of days) {
        const clock = clockOf(day);
        for (const one of intervals) {
          const minute = one.interval * fitted.intervalMinutes;
          const band = [one.offered, one.low80, one.high80, one.low95, one.high95].map((count) =>
            count.toFixed(2),
          );
          const seconds = withHandleTime ? `,${one.handleSeconds?.toFixed(1) ?? ''}` : '';
          text += `${csvText(fitted.queue)},${day}T${clockTime(minute)},${band.join(',')}${seconds}\n`.repeat(
            clock(minute),
          );
        }
      }
      return text;
    },
  };
}

const clockTime = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:00`;

const two = (n: number): string => String(n).padStart(2, '0');
