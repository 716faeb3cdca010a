import { expect, test } from 'vitest';
import type { ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { countBand } from '../../../forecasting/forecast/interval-band.ts';
import { rateCv } from '../../../forecasting/staffing/rates/rate-cv.ts';
import { forecastHeader, forecastLines } from './forecast-lines.ts';
import { readForecast } from './read-forecast.ts';

const SUNDAY = localDay('2026-10-25');

const interval = (minuteOfDay: number, offered: number, cv: number): ForecastInterval => ({
  day: SUNDAY,
  minuteOfDay,
  ...countBand(offered, offered + (cv * offered) ** 2),
  handleSeconds: 200,
});

const forecast = (intervals: readonly ForecastInterval[]): QueueForecast => ({
  queue: queueId('night, calls'),
  intervalMinutes: 30,
  intervals,
});

const reread = (written: QueueForecast): readonly QueueForecast[] =>
  readForecast(forecastHeader(true) + forecastLines(written, { withHandleTime: true }), { path: 'F.csv' });

test('a forecast comes back from its table with the uncertainty of its rate, of quiet intervals too', () => {
  const written = forecast([interval(540, 0.84, 0.1), interval(570, 3.217, 0.2), interval(600, 812.345, 0)]);
  const [read] = reread(written);
  expect(read).toMatchObject({ queue: 'night, calls', intervalMinutes: 30 });
  const cvs = read?.intervals.map(rateCv) ?? [];
  for (const [at, cv] of [0.1, 0.2, 0].entries()) expect(cvs[at]).toBeCloseTo(cv, 3);
});

test('a table without a variance has that of its bands, and one without bands a rate that is known', () => {
  const bands = 'queue,start,offered,low80,high80,low95,high95,handle_seconds\n';
  const [read] = readForecast(
    `${bands}a,2026-10-25T09:00,100,73.54,127.18,60.2,141.9,60\na,2026-10-25T09:30,1,0,2,0,3,60\n`,
    { path: 'F.csv' },
  );
  expect(rateCv(read?.intervals[0] ?? { offered: 0, variance: 0 })).toBeCloseTo(0.183, 2);
  const [bare] = readForecast('queue,start,offered\na,2026-10-25T09:00,100\na,2026-10-25T09:30,3\n', {
    path: 'F.csv',
    handleSeconds: 60,
  });
  expect(bare?.intervals.map(rateCv)).toEqual([0, 0]);
});

test('an hour that comes twice is written twice and read as one that comes twice', () => {
  const written = forecast([
    { ...interval(120, 4, 0.1), comesTwice: true },
    { ...interval(150, 4, 0.1), comesTwice: true },
    interval(180, 4, 0.1),
  ]);
  const lines = forecastLines(written, { withHandleTime: true }).trim().split('\n');
  expect(lines.map((line) => line.split(',')[2]?.slice(11, 16))).toEqual([
    '02:00',
    '02:00',
    '02:30',
    '02:30',
    '03:00',
  ]);
  const [read] = reread(written);
  expect(read?.intervals.map(({ minuteOfDay, comesTwice }) => [minuteOfDay, comesTwice])).toEqual([
    [120, true],
    [150, true],
    [180, undefined],
  ]);
});
