import type { CountForecast, ForecastInterval, QueueForecast } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import type { TableReading } from '#domain/table-reading.ts';
import { DAY_MINUTES, MINUTE_MS } from '#domain/time.ts';
import { countBand } from '../../../forecasting/forecast/interval-band.ts';
import { bandVariance } from '../../../forecasting/staffing/rates/band-variance.ts';
import { FileFailure } from '../../files/file-failure.ts';
import type { TableSource } from '../../files/table-source.ts';
import { BAND_COLUMNS } from './columns.ts';
import type { ColumnRole } from './headings/column-role.ts';
import type { IntervalRow } from './intervals/interval-question.ts';
import { openIntervalTable, type IntervalTable } from './intervals/interval-table.ts';
import { RowNotes } from './intervals/row-notes.ts';
import type { IntervalShape } from './layout/measure-items.ts';
import type { TableChoices } from './layout/table-choices.ts';

export type ForecastReading = {
  readonly source: TableSource;
  readonly choices?: TableChoices;
  /** The handle time of a queue's rows without one of their own. Absent: none. */
  readonly handleOf?: (queue: string) => number | undefined;
  /** For queues whose rows do not tell. */
  readonly intervalMinutes?: number | undefined;
};

export type ReadForecast = {
  /** In order of first appearance. */
  readonly forecasts: readonly QueueForecast[];
  readonly reading: TableReading;
  readonly handleTimes: DurationOrigins;
};

/** In how many rows a handle time is that of the table, that of `handleOf`, or the mean of the queue's other rows. */
export type DurationOrigins = { readonly told: number; readonly given: number; readonly mean: number };

/** A thousand queues, eight weeks of half hours, twelve hours a day: what a plan can hold in memory. */
const MOST_INTERVALS = 2_000_000;

const SHAPE: IntervalShape = {
  measures: new Set<ColumnRole>(['offered', 'handle', 'variance', ...BAND_COLUMNS]),
  needed: ['offered'],
};

/** The forecast in a table of any form, by queue. Without any column of bands it is a list of known counts. What cannot be read is a failure that names lines and values. */
export async function readForecast(reading: ForecastReading): Promise<ReadForecast> {
  const { source, choices = {} } = reading;
  const table = await openIntervalTable({ source, shape: SHAPE, choices, isWhole: false });
  const bands = BAND_COLUMNS.filter((name) => table.roles.includes(name));
  if (bands.length > 0 && bands.length < BAND_COLUMNS.length)
    throw new FileFailure(
      `${source.name}: bands need all of ${BAND_COLUMNS.join(',')}, got only ${bands.join(',')}`,
    );
  const notes = new RowNotes(source.name);
  const queues = new Map<string, DraftRow[]>();
  const rowOf = rowReader(table, { reading, notes });
  let intervals = 0;
  await table.read(notes, (row) => {
    const read = rowOf(row);
    if (read === undefined) return;
    intervals += 1;
    if (intervals > MOST_INTERVALS)
      throw new FileFailure(
        `${source.name}: at most ${MOST_INTERVALS} intervals are planned at once, got more`,
      );
    const known = queues.get(row.queue);
    if (known === undefined) queues.set(row.queue, [read]);
    else known.push(read);
  });
  const { whole, handleTimes } = withHandleTimes(queues);
  if (choices.skipMistakes !== true) notes.refuseMistakes();
  const without = [...queues.keys()].filter((queue) => !whole.has(queue));
  if (without.length > 0 && (whole.size === 0 || choices.skipMistakes !== true))
    throw askHandleTime(source.name, { without, whole, columns: table.reading(notes, intervals) });
  for (const queue of without)
    for (const { line } of queues.get(queue) ?? []) notes.passOver('mistake', line);
  if (whole.size === 0) throw new FileFailure(`${source.name}: no interval in it`);
  return {
    forecasts: forecastsOf(whole, reading),
    reading: table.reading(notes, intervals),
    handleTimes,
  };
}

/** Queues that are named in a question. */
const QUEUES_NAMED = 5;

/** Without handle times nobody can be planned: what was looked for, and what gives it. */
function askHandleTime(
  name: string,
  {
    without,
    whole,
    columns: { columns, unread },
  }: {
    readonly without: readonly string[];
    readonly whole: ReadonlyMap<string, unknown>;
    readonly columns: TableReading;
  },
): FileFailure {
  const named = without.slice(0, QUEUES_NAMED).join(', ') + (without.length > QUEUES_NAMED ? ', …' : '');
  const [of, goOn] =
    whole.size === 0
      ? ['', '']
      : [
          ` of ${without.length === 1 ? 'queue' : `${without.length} queues:`} ${named}`,
          ', or --skip-mistakes to plan the other queues without',
        ];
  const has = columns.some(({ role }) => role === 'handle');
  const column = has
    ? 'its column of handle times is empty there'
    : `no column of the table is one${unread.length === 0 ? '' : ` (not read: ${unread.join(', ')}; --map handle=HEADING names one)`}`;
  return new FileFailure(
    `${name}: how long a contact takes is not known${of}, and people needed are contacts × handle time: ${column}: give --handle SECONDS, or handle-seconds in --rules${goOn}`,
  );
}

type Row = {
  readonly where: string;
  /** 2026-11-23T09:30. */
  readonly start: string;
  /** Since 1970, on the local clock. */
  readonly minute: number;
  readonly interval: ForecastInterval;
};

/** A row whose handle time may not be told. */
type DraftRow = Omit<Row, 'interval'> & {
  readonly line: number;
  readonly interval: Omit<ForecastInterval, 'handleSeconds'>;
  readonly handleSeconds: number | undefined;
  readonly told: keyof DurationOrigins;
};

/** Rows without a handle time have the mean of their queue, by contacts; a queue of which none is known is left out. */
function withHandleTimes(queues: ReadonlyMap<string, readonly DraftRow[]>): {
  readonly whole: ReadonlyMap<string, Row[]>;
  readonly handleTimes: DurationOrigins;
} {
  const whole = new Map<string, Row[]>();
  const handleTimes = { told: 0, given: 0, mean: 0 };
  for (const [queue, rows] of queues) {
    const mean = meanHandleTime(rows);
    if (mean === undefined) continue;
    whole.set(
      queue,
      rows.map(({ line: _, told, handleSeconds = mean, interval, ...row }) => {
        handleTimes[told] += 1;
        return { ...row, interval: { ...interval, handleSeconds } };
      }),
    );
  }
  return { whole, handleTimes };
}

/** Undefined where no row tells one. */
function meanHandleTime(rows: readonly DraftRow[]): number | undefined {
  const told = rows.flatMap(({ handleSeconds, interval: { offered } }) =>
    handleSeconds === undefined ? [] : [{ handleSeconds, offered }],
  );
  const contacts = told.reduce((sum, { offered }) => sum + offered, 0);
  if (contacts > 0)
    return told.reduce((sum, { handleSeconds, offered }) => sum + handleSeconds * offered, 0) / contacts;
  return told[0]?.handleSeconds;
}

type Known = { readonly reading: ForecastReading; readonly notes: RowNotes };

/** Reads what is expected of an interval; what cannot be is noted. */
function rowReader(
  { roles }: IntervalTable,
  { reading, notes }: Known,
): (row: IntervalRow) => DraftRow | undefined {
  const at = (role: ColumnRole): number => roles.indexOf(role);
  const [handle, hasBands] = [at('handle'), at('low80') >= 0];
  return (row) => {
    // Nobody is handled in no time: 0 is written where nobody was.
    const own = row.values[handle] || undefined;
    const handleSeconds = own ?? reading.handleOf?.(row.queue);
    const expected = expectedOf((role) => row.values[at(role)], hasBands);
    if (typeof expected === 'string') return note(notes, row, expected);
    const minute = row.dayNumber * DAY_MINUTES + row.minute;
    const start = new Date(minute * MINUTE_MS).toISOString().slice(0, 16);
    const day = localDay(start.slice(0, 10));
    const interval = { day, minuteOfDay: row.minute, ...expected };
    return {
      where: `${reading.source.name} line ${row.line}`,
      line: row.line,
      start,
      minute,
      interval,
      handleSeconds,
      told: own === undefined ? (handleSeconds === undefined ? 'mean' : 'given') : 'told',
    };
  };
}

function note(notes: RowNotes, { line }: IntervalRow, expected: string, got = ''): undefined {
  notes.mistake(line, expected, got);
}

/** What is not told is found from what is: a variance from the bands, both from a count that is known. Or what is wrong with them. */
function expectedOf(
  value: (role: ColumnRole) => number | undefined,
  hasBands: boolean,
): CountForecast | string {
  const offered = value('offered') ?? 0;
  const variance = value('variance');
  if (!hasBands) return countBand(offered, variance ?? offered);
  const [low95, low80, high80, high95] = (['low95', 'low80', 'high80', 'high95'] as const).map(value);
  if (low95 === undefined || low80 === undefined || high80 === undefined || high95 === undefined)
    return `bands must have a number in each of ${BAND_COLUMNS.join(', ')}`;
  if (!(low95 <= low80 && low80 <= high80 && high80 <= high95))
    return `bands must lie in each other, low95 ≤ low80 ≤ high80 ≤ high95, got ${low95}, ${low80}, ${high80}, ${high95}`;
  const band = { offered, low80, high80, low95, high95 };
  return { ...band, variance: variance ?? bandVariance(band) };
}

function forecastsOf(queues: ReadonlyMap<string, Row[]>, reading: ForecastReading): readonly QueueForecast[] {
  const all = [...queues.values()];
  for (const own of all) own.sort((one, other) => one.minute - other.minute);
  const usual =
    reading.intervalMinutes ?? all.map(shortestStep).reduce((least, step) => Math.min(least, step), Infinity);
  return [...queues].map(([queue, own]) => queueOf(queue, own, { reading, usual }));
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
  const { name } = reading.source;
  if (minutes === Infinity)
    throw new FileFailure(`${name}: its starts do not tell how long an interval is: give --interval`);
  const odd = rows.find(({ interval }) => interval.minuteOfDay % minutes !== 0);
  if (DAY_MINUTES % minutes !== 0 || odd !== undefined) {
    const { where = name, start = '' } = odd ?? {};
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
