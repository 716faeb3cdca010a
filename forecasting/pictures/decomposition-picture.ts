import { extent, max } from 'd3-array';
import { line } from 'd3-shape';
import { addDays, dayNumber, weekday, type LocalDay } from '#domain/local-day.ts';
import type { FittedQueue, PastDay } from '../forecast/fit-queue.ts';
import { projectQueue, type DayForecast } from '../forecast/project-queue.ts';
import { across, frame, heading, levels, mark, monthStarts, upwards } from './frame.ts';

const HEIGHT = 640;
const PANELS = [
  { top: 36, bottom: 176 },
  { top: 246, bottom: 386 },
  { top: 456, bottom: 596 },
] as const;
const COLOURS = ['#08519c', '#4292c6', '#41ab5d', '#fd8d3c', '#d94801', '#807dba', '#6a51a3'];
const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What a forecast is made of: the level of the coming days with all their effects, the shape of each weekday, and what was not foreseen on past days. */
export function decompositionPicture(fitted: FittedQueue): string {
  const days = Array.from({ length: 42 }, (_, ahead) => addDays(fitted.lastDay, ahead + 1));
  const forecasts = projectQueue(fitted, days);
  return frame(HEIGHT, [
    ...levelPanel(forecasts),
    ...shapePanel(fitted, forecasts),
    ...restPanel(fitted.pastDays),
  ]);
}

function levelPanel(forecasts: readonly DayForecast[]): readonly string[] {
  const [first, last] = [forecasts[0], forecasts.at(-1)];
  if (first === undefined || last === undefined) return [];
  const x = across(dayNumber(first.day), dayNumber(last.day) + 1);
  const y = upwards({ most: max(forecasts, ({ total }) => total.high80) ?? 0 }, PANELS[0]);
  const bars = forecasts.map(({ day, total }) => {
    const left = x(dayNumber(day) + 0.1);
    const middle = x(dayNumber(day) + 0.5);
    return [
      `<rect x="${left.toFixed(1)}" y="${y(total.offered).toFixed(1)}" width="${(x(dayNumber(day) + 0.9) - left).toFixed(1)}" height="${(y(0) - y(total.offered)).toFixed(1)}" fill="${COLOURS[weekday(day)] ?? '#555'}" fill-opacity="0.75"/>`,
      `<path d="M${middle.toFixed(1)} ${y(total.low80).toFixed(1)}V${y(total.high80).toFixed(1)}" stroke="#333"/>`,
    ].join('');
  });
  return [
    heading(
      20,
      'The level of each day: weekday, day of the month, closed days before, drift; with its 80 % band',
    ),
    ...levels(y),
    ...bars,
    ...forecasts
      .filter(({ day }) => isMonday(day))
      .map(({ day }) => mark(x(dayNumber(day) + 0.5), PANELS[0].bottom + 18, day.slice(5))),
  ];
}

const isMonday = (day: LocalDay): boolean => weekday(day) === 0;

function shapePanel({ intervalMinutes }: FittedQueue, forecasts: readonly DayForecast[]): readonly string[] {
  const week = NAMES.map((_, day) => forecasts.find((forecast) => weekday(forecast.day) === day)).filter(
    (forecast) => forecast !== undefined && forecast.intervals.length > 0,
  );
  const hours = week.flatMap(
    (forecast) => forecast?.intervals.map(({ interval }) => (interval * intervalMinutes) / 60) ?? [],
  );
  const [from = 0, to = 24] = extent(hours);
  const x = across(from, to);
  const most =
    max(week, (forecast) =>
      max(forecast?.intervals ?? [], ({ offered }) =>
        forecast === undefined ? 0 : shareOf(forecast, offered),
      ),
    ) ?? 1;
  const y = upwards({ most }, PANELS[1]);
  const curves = week.map((forecast) => {
    if (forecast === undefined) return '';
    const path = line<DayForecast['intervals'][number]>(
      ({ interval }) => x((interval * intervalMinutes) / 60),
      ({ offered }) => y(shareOf(forecast, offered)),
    )(forecast.intervals);
    return `<path d="${path ?? ''}" fill="none" stroke="${COLOURS[weekday(forecast.day)] ?? '#555'}" stroke-width="1.5"/>`;
  });
  const ticks = x.ticks(10).map((hour) => mark(x(hour), PANELS[1].bottom + 18, `${hour}:00`));
  return [
    heading(PANELS[1].top - 16, 'The shape of each weekday: per cent of the day in each interval'),
    ...levels(y),
    ...curves,
    ...ticks,
  ];
}

function restPanel(days: readonly PastDay[]): readonly string[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  // The first days were expected by a model that knew nothing yet.
  const shown = days.slice(Math.floor(days.length / 6));
  const [least = 0, most = 0] = extent(shown, rest);
  const x = across(dayNumber(first.day), dayNumber(last.day));
  const y = upwards({ least: Math.min(0, least), most: Math.max(0, most) }, PANELS[2]);
  return [
    heading(PANELS[2].top - 16, 'What was not foreseen a day ahead: per cent of the day'),
    ...levels(y),
    ...shown.map((day) => {
      const at = x(dayNumber(day.day)).toFixed(1);
      return `<path d="M${at} ${y(0).toFixed(1)}V${y(rest(day)).toFixed(1)}" stroke="${COLOURS[weekday(day.day)] ?? '#555'}" stroke-width="3"/>`;
    }),
    ...monthStarts(days).map(({ day }) => mark(x(dayNumber(day)), PANELS[2].bottom + 18, day)),
  ];
}

const shareOf = (forecast: DayForecast, offered: number): number =>
  (100 * offered) / Math.max(1, forecast.total.offered);

/** Per cent by which a day was above what had been expected. */
const rest = ({ offered, expected }: PastDay): number =>
  expected > 0 ? (100 * (offered - expected)) / expected : 0;
