import { queueId, type QueueId } from '#domain/ids.ts';
import { dayNumber, localDay, type LocalDay } from '#domain/local-day.ts';
import type { ForecastInterval } from '../../../forecasting/staffing/queue-question.ts';
import { rateSpread } from '../../../forecasting/staffing/rates/rate-spread.ts';
import { readForecastTable, type ForecastLine } from './read-forecast-table.ts';
import { CommandFailure } from '../../cli/run-command.ts';

/** One queue's rows of a forecast file, in order of time. `start` is the text that was read. */
export type QueueForecast = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  readonly intervals: readonly (ForecastInterval & { readonly start: string })[];
};

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
  if (queues.size === 0) throw new CommandFailure(`${reading.path}: no interval in it`);
  const all = [...queues.values()];
  for (const own of all) own.sort((one, other) => one.minute - other.minute);
  const usual = reading.intervalMinutes ?? Math.min(...all.map(shortestStep));
  return [...queues].map(([queue, own]) => queueOf(queue, own, { reading, usual }));
}

type Row = ForecastInterval & {
  readonly queue: string;
  readonly start: string;
  readonly where: string;
  /** Since 1970, on the local clock. */
  readonly minute: number;
};

const DAY_MINUTES = 1440;

type Known = { readonly reading: ForecastReading; readonly hasBands: boolean };

function rowOf(line: ForecastLine, { reading, hasBands }: Known): Row {
  const { where } = line;
  const queue = line.text('queue');
  if (queue === '') throw new CommandFailure(`${where}: queue must have a name, got nothing`);
  const start = line.text('start');
  const { day, minuteOfDay } = startOf(start, where);
  const offered = line.amount('offered');
  const handleSeconds = line.has('handle_seconds') ? line.amount('handle_seconds') : reading.handleSeconds;
  if (handleSeconds === undefined)
    throw new CommandFailure(
      `${where}: the handle time of queue ${queue} is not known: give a column handle_seconds, or --handle`,
    );
  if (handleSeconds === 0)
    throw new CommandFailure(`${where}: handle_seconds must be a number above 0, got ${handleSeconds}`);
  const rateCv = hasBands ? spreadOf(line, offered) : 0;
  const minute = dayNumber(day) * DAY_MINUTES + minuteOfDay;
  return { queue, start, where, minute, day, minuteOfDay, offered, handleSeconds, rateCv };
}

function spreadOf(line: ForecastLine, offered: number): number {
  const low95 = line.amount('low95');
  const low80 = line.amount('low80');
  const high80 = line.amount('high80');
  const high95 = line.amount('high95');
  if (!(low95 <= low80 && low80 <= high80 && high80 <= high95))
    throw new CommandFailure(
      `${line.where}: bands must lie in each other, low95 ≤ low80 ≤ high80 ≤ high95, got ${low95}, ${low80}, ${high80}, ${high95}`,
    );
  return rateSpread({ offered, low80, high80, low95, high95 });
}

const START = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::00(?:\.0+)?)?$/;

function startOf(text: string, where: string): { readonly day: LocalDay; readonly minuteOfDay: number } {
  const [, day = '', hour = '', minute = ''] = START.exec(text) ?? [];
  try {
    return { day: localDay(day), minuteOfDay: Number(hour) * 60 + Number(minute) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CommandFailure(
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
    if (before !== undefined && before.day === row.day)
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
  let before: Row | undefined;
  for (const row of rows) {
    if (before !== undefined && before.minute === row.minute)
      throw new CommandFailure(`${row.where}: queue ${queue} has ${row.start} twice`);
    before = row;
  }
  const own = shortestStep(rows);
  const minutes = reading.intervalMinutes ?? (own === Infinity ? usual : own);
  if (minutes === Infinity)
    throw new CommandFailure(
      `${reading.path}: its starts do not tell how long an interval is: give --interval`,
    );
  const odd = rows.find(({ minuteOfDay }) => minuteOfDay % minutes !== 0);
  if (DAY_MINUTES % minutes !== 0 || odd !== undefined) {
    const { where = reading.path, start = '' } = odd ?? {};
    throw new CommandFailure(
      `${where}: intervals of queue ${queue} must begin every ${minutes} minutes from midnight${start === '' ? `, got ${minutes} minutes` : `, got ${start}`}`,
    );
  }
  return { queue: queueId(queue), intervalMinutes: minutes, intervals: rows };
}
