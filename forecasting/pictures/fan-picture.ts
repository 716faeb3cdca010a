import { max } from 'd3-array';
import { area, curveStepAfter, line } from 'd3-shape';
import { dayNumber } from '#domain/local-day.ts';
import type { FittedForecast } from '../forecast/forecast-queue.ts';
import type { IntervalForecast } from '../forecast/project-queue.ts';
import { across, frame, heading, legend, levels, mark, upwards } from './frame.ts';
import { DAY_MINUTES } from '#domain/time.ts';

const HEIGHT = 320;
const PLOT = { top: 44, bottom: 284 };
/** Two working weeks: more days are a blur. */
const MOST_DAYS = 10;

type Point = { readonly at: number; readonly interval: IntervalForecast | undefined };

/** A forecast as a fan: what is expected in each interval, and where four of five, and nineteen of twenty, will lie. Its first ten days, side by side; without a day, an empty picture. */
export function fanPicture({ fitted, days: all }: FittedForecast): string {
  const days = all.slice(0, MOST_DAYS);
  const first = days[0];
  if (first === undefined) return frame(HEIGHT, []);
  const points = days.flatMap(({ intervals }, day): Point[] =>
    dayPoints(intervals, { day, perDay: DAY_MINUTES / fitted.intervalMinutes }),
  );
  const x = across(0, days.length);
  const y = upwards({ most: max(points, ({ interval }) => interval?.high95 ?? 0) ?? 0 }, PLOT);
  const place = ({ at }: Point): number => x(at);
  const band = (low: 'low80' | 'low95', high: 'high80' | 'high95'): string =>
    area<Point>(
      place,
      ({ interval }) => y(interval?.[low] ?? 0),
      ({ interval }) => y(interval?.[high] ?? 0),
    )
      .curve(curveStepAfter)
      .defined(isForecast)(points) ?? '';
  const middle = line<Point>(place, ({ interval }) => y(interval?.offered ?? 0))
    .curve(curveStepAfter)
    .defined(isForecast)(points);
  return frame(HEIGHT, [
    heading(20, `${fitted.queue}: contacts an interval of ${fitted.intervalMinutes} minutes`),
    ...legend(20, [
      { name: 'expected', colour: '#08519c' },
      { name: '4 of 5', colour: '#9ecae1' },
      { name: '19 of 20', colour: '#deebf7' },
    ]),
    ...levels(y),
    ...days.map(({ day }, at) =>
      mark(x(at + 0.5), HEIGHT - 14, `${WEEKDAYS[(dayNumber(day) + 3) % 7] ?? ''} ${day.slice(5)}`),
    ),
    `<path d="${band('low95', 'high95')}" fill="#deebf7"/>`,
    `<path d="${band('low80', 'high80')}" fill="#9ecae1"/>`,
    `<path d="${middle ?? ''}" fill="none" stroke="#08519c" stroke-width="1.5"/>`,
  ]);
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const isForecast = ({ interval }: Point): boolean => interval !== undefined;

/** A day's open hours take the width of a day; nights are left out, and the line breaks off there. */
function dayPoints(
  intervals: readonly IntervalForecast[],
  { day, perDay }: { readonly day: number; readonly perDay: number },
): Point[] {
  const first = intervals[0]?.interval ?? 0;
  const width = Math.max(1, Math.min(perDay, (intervals.at(-1)?.interval ?? 0) - first + 1));
  const at = (interval: number): number => day + 0.02 + (0.96 * (interval - first)) / width;
  const last = intervals.at(-1);
  if (last === undefined) return [];
  const ends: Point[] = [
    { at: at(last.interval + 1), interval: last },
    { at: at(last.interval + 1), interval: undefined },
  ];
  return [...intervals.map((interval): Point => ({ at: at(interval.interval), interval })), ...ends];
}
