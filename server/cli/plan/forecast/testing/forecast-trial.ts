import { mkdtempSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, localDay, weekday } from '#domain/local-day.ts';
import { timeZone } from '#domain/time-zone.ts';
import { backtestFile, type BacktestFile } from '../backtest-file.ts';
import { forecastFile, type ForecastFile } from '../forecast-file.ts';

/** Where the files of a trial are; whoever tries takes it away. */
export const folder = mkdtempSync(join(tmpdir(), 'forecast-'));

const NO_PROGRESS = { show: () => undefined, clear: () => undefined };

/** What the command does once it has read what was typed; answers what it told. */
export const forecast = (input: string, more: Partial<ForecastFile> = {}): Promise<string> =>
  bareForecast(input, { zone: timeZone('Europe/Berlin'), calendar: 'none', ...more });

/** The same where neither zone nor calendar was typed. */
export async function bareForecast(input: string, more: Partial<ForecastFile> = {}): Promise<string> {
  const told: string[] = [];
  await forecastFile({
    input,
    intervalMinutes: 30,
    horizonMinutes: 2 * 1440,
    out: join(folder, 'forecast.csv'),
    tell: (line) => told.push(line),
    progress: NO_PROGRESS,
    ...more,
  });
  return told.join('\n');
}

/** What the command prints. */
export async function backtest(input: string, more: Partial<BacktestFile> = {}): Promise<string> {
  const printed: string[] = [];
  await backtestFile({
    input,
    zone: timeZone('Europe/Berlin'),
    intervalMinutes: 30,
    calendar: 'none',
    last: 0.1,
    tell: () => undefined,
    print: (line) => printed.push(line),
    progress: NO_PROGRESS,
    ...more,
  });
  return printed.join('\n');
}

/** The forecast that was written last. */
export const written = (): Promise<string> => readFile(join(folder, 'forecast.csv'), 'utf8');

export type Row = readonly [queue: string, start: string, offered: number, handleSeconds: number];

/** Sixty days of a queue that is open from 8 to 12 h, every day of the week. */
export function rows(): Row[] {
  const first = localDay('2026-02-01');
  return Array.from({ length: 60 }, (_, at) => addDays(first, at)).flatMap((day, at) =>
    ['08:00', '08:30', '09:00', '09:30', '10:00', '10:30', '11:00', '11:30'].map((time, interval): Row => {
      const offered = 20 + 4 * interval + (weekday(day) === 0 ? 12 : 0) + ((7 * at + 3 * interval) % 5);
      return ['sales', `${day}T${time}:00`, offered, 200 + interval];
    }),
  );
}

/** Rows as a table. */
export const csv = (all: readonly Row[]): string =>
  `queue,start,offered,handle_seconds\n${all.map((row) => row.join(',')).join('\n')}\n`;

/** A file of this name and text. */
export async function fileOf(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}
