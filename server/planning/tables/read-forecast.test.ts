import { expect, test } from 'vitest';
import type { ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { countBand } from '../../../forecasting/forecast/interval-band.ts';
import { rateCv } from '../../../forecasting/staffing/rates/rate-cv.ts';
import { tableOfBytes } from '../../files/table-source.ts';
import { csvRow } from '../../files/writing/csv-row.ts';
import { forecastHead, forecastRows } from './forecast-table.ts';
import { readForecast, type ReadForecast } from './read-forecast.ts';

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

const readText = (text: string, handleSeconds?: number): Promise<ReadForecast> =>
  readForecast({ source: tableOfBytes('F.csv', Buffer.from(text)), handleOf: () => handleSeconds });

const ofText = async (text: string, handleSeconds?: number): Promise<readonly QueueForecast[]> =>
  (await readText(text, handleSeconds)).forecasts;

const reread = (written: QueueForecast): Promise<readonly QueueForecast[]> =>
  ofText(
    [forecastHead(true).header, ...forecastRows(written, { withHandleTime: true })].map(csvRow).join('\n'),
  );

test('a forecast comes back from its table with the uncertainty of its rate, of quiet intervals too', async () => {
  const written = forecast([interval(540, 0.84, 0.1), interval(570, 3.217, 0.2), interval(600, 812.345, 0)]);
  const [read] = await reread(written);
  expect(read).toMatchObject({ queue: 'night, calls', intervalMinutes: 30 });
  const cvs = read?.intervals.map(rateCv) ?? [];
  for (const [at, cv] of [0.1, 0.2, 0].entries()) expect(cvs[at]).toBeCloseTo(cv, 3);
});

test('a table without a variance has that of its bands, and one without bands a rate that is known', async () => {
  const bands = 'queue,start,offered,low80,high80,low95,high95,handle_seconds\n';
  const [read] = await ofText(
    `${bands}a,2026-10-25T09:00,100,73.54,127.18,60.2,141.9,60\na,2026-10-25T09:30,1,0,2,0,3,60\n`,
  );
  expect(rateCv(read?.intervals[0] ?? { offered: 0, variance: 0 })).toBeCloseTo(0.183, 2);
  const [bare] = await ofText('queue,start,offered\na,2026-10-25T09:00,100\na,2026-10-25T09:30,3\n', 60);
  expect(bare?.intervals.map(rateCv)).toEqual([0, 0]);
});

test('an hour that comes twice is written twice and read as one that comes twice', async () => {
  const written = forecast([
    { ...interval(120, 4, 0.1), comesTwice: true },
    { ...interval(150, 4, 0.1), comesTwice: true },
    interval(180, 4, 0.1),
  ]);
  const rows = [...forecastRows(written, { withHandleTime: true })].map(csvRow);
  expect(rows.map((row) => row.slice('"night, calls",2026-10-25T'.length, -1).slice(0, 5))).toEqual([
    '02:00',
    '02:00',
    '02:30',
    '02:30',
    '03:00',
  ]);
  const [read] = await reread(written);
  expect(read?.intervals.map(({ minuteOfDay, comesTwice }) => [minuteOfDay, comesTwice])).toEqual([
    [120, true],
    [150, true],
    [180, undefined],
  ]);
});

test('a forecast of another tool, in its own words and form, is the same forecast', async () => {
  const own =
    'queue,start,offered,handle_seconds\n销售,2026-10-26T09:00,12.5,264\n销售,2026-10-26T09:30,1030,90\n';
  const german =
    'Warteschlange;Datum;Uhrzeit;Anrufvolumen;AHT\n销售;26.10.2026;09:00;12,5;4:24\n销售;26.10.2026;09:30;1.030,0;1:30\n';
  const wide = 'Datum;09:00;09:30\n26.10.2026;12,5;1030\n';
  expect(await ofText(german)).toEqual(await ofText(own));
  const [read] = await ofText(wide, 100);
  expect(read?.intervals.map(({ offered }) => offered)).toEqual([12.5, 1030]);
});

const doubtful = (other: string): string =>
  `queue;start;offered;handle_seconds\na;2026-10-26T09:00;1.234;60\na;2026-10-26T09:30;${other};60\n`;

test('a number that could be a thousand or one and a part is told by another one, or as the separator makes likely, which is said', async () => {
  const [told] = await ofText(doubtful('12.5'));
  expect(told?.intervals[0]?.offered).toBe(1.234);
  const source = tableOfBytes('F.csv', Buffer.from(doubtful('12')));
  const { forecasts, reading } = await readForecast({ source });
  expect(forecasts[0]?.intervals[0]?.offered).toBe(1234);
  expect(reading.assumedNumber).toEqual({ text: '1.234', value: 1234, otherwise: 'point' });
});

test('a row without a handle time, or with one of 0, has the mean of its queue, by contacts; a queue without any is asked for', async () => {
  const rows =
    'a,2026-10-26T09:00,30,200\na,2026-10-26T09:30,10,400\na,2026-10-26T10:00,0,\na,2026-10-26T10:30,2,0\n';
  const whole = await readText(`queue,start,offered,handle_seconds\n${rows}`);
  expect(whole.forecasts[0]?.intervals.map(({ handleSeconds }) => handleSeconds)).toEqual([
    200, 400, 250, 250,
  ]);
  expect(whole.handleTimes).toEqual({ told: 2, given: 0, mean: 2 });
  expect((await readText(`queue,start,offered,handle_seconds\n${rows}`, 300)).handleTimes).toEqual({
    told: 2,
    given: 2,
    mean: 0,
  });
  const more = `queue,start,offered,handle_seconds\n${rows}b,2026-10-26T09:00,5,\n`;
  await expect(readText(more)).rejects.toThrow(
    'F.csv: how long a contact takes is not known of queue b, and people needed are contacts × handle time: its column of handle times is empty there: give --handle SECONDS, or handle-seconds in --rules, or --skip-mistakes to plan the other queues without',
  );
  const others = await readForecast({
    source: tableOfBytes('F.csv', Buffer.from(more)),
    choices: { skipMistakes: true },
  });
  expect(others.forecasts.map(({ queue }) => queue)).toEqual(['a']);
  expect(others.reading.passedOver).toEqual([{ reason: 'mistake', rows: 1, lines: [6] }]);
});

test('a table without any handle time asks for one, with what of it was not read; nothing can be skipped', async () => {
  const rows = '队列,日期,时段,进线量,话时\na,2026-10-26,09:00,30,200\na,2026-10-26,09:30,10,400\n';
  for (const choices of [{}, { skipMistakes: true }])
    await expect(readForecast({ source: tableOfBytes('F.csv', Buffer.from(rows)), choices })).rejects.toThrow(
      /^F.csv: how long a contact takes is not known, .*: no column of the table is one \(not read: 话时; --map handle=HEADING names one\): give --handle SECONDS, or handle-seconds in --rules$/,
    );
});
