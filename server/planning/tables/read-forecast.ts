import type { CountForecast, ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { dayNumber, localDay, type LocalDay } from '#domain/local-day.ts';
import { countBand } from '../../../forecasting/forecast/interval-band.ts';
import { bandVariance } from '../../../forecasting/staffing/rates/band-variance.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { COLUMN } from './columns.ts';
import { readForecastTable, type ForecastLine } from './read-forecast-table.ts';
import { DAY_MINUTES } from '#domain/time.ts';

export type ForecastReading = {
  /** Named in what is said about mistakes. */
  readonly path: string;
  /** For rows without a handle time of their own. */
  readonly handleSeconds?: number | undefined;
  /** For queues whose rows do not tell. */
  readonly intervalMinutes?: number | undefined;
};

/** The forecast in a CSV text by queue, in order of first appearance. A mistake is a failure that names line and value. */
export function readForecast(text: string, reading: ForecastReading): readonly QueueForecast[] {
  const { lines, hasBands } = readForecastTable(text, reading.path);
  const queues = new Map<string, Row[]>();
  for (const line of lines) {
    const row = rowOf(line, { reading, hasBands });
    const known = queues.get(row.queue);
    if (known === undefined) queues.set(row.queue, [row]);
    else known.push(row);
  }
  if (queues.size === 0) throw new FileFailure(`${reading.path}: no interval in it`);
  const all = [...queues.values()];
  for (const own of all) own.sort((one, other) => one.minute - other.minute);
  const usual = reading.intervalMinutes ?? Math.min(...all.map(shortestStep));
  return [...queues].map(([queue, own]) => queueOf(queue, own, { reading, usual }));
}

type Row = {
  readonly queue: string;
  readonly where: string;
  /** As it was written. */
  readonly start: string;
  /** Since 1970, on the local clock. */
  readonly minute: number;
  readonly interval: ForecastInterval;
};

type Known = { readonly reading: ForecastReading; readonly hasBands: boolean };

function rowOf(line: ForecastLine, { reading, hasBands }: Known): Row {
  const { where } = line;
  const queue = line.text(COLUMN.queue);
  if (queue === '') throw new FileFailure(`${where}: queue must have a name, got nothing`);
  const start = line.text(COLUMN.start);
  const { day, minuteOfDay } = startOf(start, where);
  const expected = countOf(line, hasBands);
  const handleSeconds = line.has(COLUMN.handleSeconds)
    ? line.amount(COLUMN.handleSeconds)
    : reading.handleSeconds;
  if (handleSeconds === undefined)
    throw new FileFailure(
      `${where}: the handle time of queue ${queue} is not known: give a column handle_seconds, or --handle`,
    );
  if (handleSeconds === 0)
    throw new FileFailure(`${where}: handle_seconds must be a number above 0, got ${handleSeconds}`);
  const minute = dayNumber(day) * DAY_MINUTES + minuteOfDay;
  return { queue, where, start, minute, interval: { day, minuteOfDay, ...expected, handleSeconds } };
}

/** What is not told is found from what is: a variance from the bands, both from a count that is known. */
function countOf(line: ForecastLine, hasBands: boolean): CountForecast {
  const offered = line.amount(COLUMN.offered);
  const variance = line.has(COLUMN.variance) ? line.amount(COLUMN.variance) : undefined;
  if (!hasBands) return countBand(offered, variance ?? offered);
  const low95 = line.amount(COLUMN.low95);
  const low80 = line.amount(COLUMN.low80);
  const high80 = line.amount(COLUMN.high80);
  const high95 = line.amount(COLUMN.high95);
  if (!(low95 <= low80 && low80 <= high80 && high80 <= high95))
    throw new FileFailure(
      `${line.where}: bands must lie in each other, low95 ≤ low80 ≤ high80 ≤ high95, got ${low95}, ${low80}, ${high80}, ${high95}`,
    );
  const band = { offered, low80, high80, low95, high95 };
  return { ...band, variance: variance ?? bandVariance(band) };
}

const START = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::00(?:\.0+)?)?$/;

function startOf(text: string, where: string): { readonly day: LocalDay; readonly minuteOfDay: number } {
  const [, day = '', hour = '', minute = ''] = START.exec(text) ?? [];
  try {
    return { day: localDay(day), minuteOfDay: Number(hour) * 60 + Number(minute) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new FileFailure(
      `${where}: start must be local time without offset such as 2026-11-23T09:30:00, got ${text}`,
      { cause },
    );
  }
}

/** The shortest distance of two starts of one day; Infinity where every day has only one. */
function shortestStep(rows: readonly Row[]): number {
  let shortest = Infinity;
  let before: Row | undefined;
  for (const row of rows) {
    if (before?.interval.day === row.interval.day && before.minute !== row.minute)
      shortest = Math.min(shortest, row.minute - before.minute);
    before = row;
  }
  return shortest;
}

function queueOf(
  queue: string,
  rows: readonly Row[],
  { reading, usual }: { readonly reading: ForecastReading; readonly usual: number },
): QueueForecast {
  const intervals = onceEach(queue, rows);
  const own = shortestStep(rows);
  const minutes = reading.intervalMinutes ?? (own === Infinity ? usual : own);
  if (minutes === Infinity)
    throw new FileFailure(`${reading.path}: its starts do not tell how long an interval is: give --interval`);
  const odd = rows.find(({ interval }) => interval.minuteOfDay % minutes !== 0);
  if (DAY_MINUTES % minutes !== 0 || odd !== undefined) {
    const { where = reading.path, start = '' } = odd ?? {};
    throw new FileFailure(
      `${where}: intervals of queue ${queue} must begin every ${minutes} minutes from midnight${start === '' ? `, got ${minutes} minutes` : `, got ${start}`}`,
    );
  }
  return { queue: queueId(queue), intervalMinutes: minutes, intervals };
}

/** Two equal rows of one start are an hour that comes twice; two that differ are a mistake. */
function onceEach(queue: string, rows: readonly Row[]): readonly ForecastInterval[] {
  const intervals: ForecastInterval[] = [];
  let before: Row | undefined;
  for (const row of rows) {
    const last = intervals.at(-1);
    if (before?.minute !== row.minute || last === undefined) intervals.push(row.interval);
    else if (last.comesTwice || !isEqual(before.interval, row.interval))
      throw new FileFailure(`${row.where}: queue ${queue} has ${row.start} twice`);
    else intervals[intervals.length - 1] = { ...last, comesTwice: true };
    before = row;
  }
  return intervals;
}

const isEqual = (one: ForecastInterval, other: ForecastInterval): boolean =>
  one.offered === other.offered &&
  one.variance === other.variance &&
  one.handleSeconds === other.handleSeconds;
