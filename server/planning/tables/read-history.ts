import { queueId } from '#domain/ids.ts';
import { localDay, type LocalDay } from '#domain/local-day.ts';
import { epochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';
import { dayClock } from '../../../forecasting/history/day-clock.ts';
import { historyBook, type HistoryBook } from '../../../forecasting/history/history-book.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { tableRows, type TableRow } from '../../files/reading/table-rows.ts';
import { COLUMN, COUNT_COLUMNS } from './columns.ts';

export type HistoryReading = {
  readonly path: string;
  readonly zone: TimeZone;
  /** Rows of shorter intervals are added up to this. */
  readonly intervalMinutes: number;
  /** Told now and then how many rows were read. */
  readonly onRows?: (rows: number) => void;
};

const SHAPE = {
  needed: COUNT_COLUMNS,
  optional: [COLUMN.handleSeconds, COLUMN.stream],
  // The interval report of our own server says it so.
  aliases: new Map([['interval_start', COLUMN.start]]),
};
/** Its rows of all queues together. */
const EVERYONE = '*';

/** The histories in a file by queue, in order of name: `queue,start,offered[,handle_seconds]`, local times. A mistake is a FileFailure that names row and value. */
export async function readHistory(reading: HistoryReading): Promise<readonly QueueHistory[]> {
  const book = historyBook(reading.intervalMinutes, (day) => dayClock(reading.zone, day));
  const isOfAnother = otherStreams();
  let rows = 0;
  let step = 0;
  for await (const row of tableRows(reading.path, SHAPE)) {
    if (row.field(COLUMN.queue) === EVERYONE || isOfAnother(row)) continue;
    addRow(book, row, reading);
    step = commonStep(step, startOf(row.field(COLUMN.start), reading.zone)?.minute ?? 0);
    rows += 1;
    if (rows % ROWS_A_TELL === 0) reading.onRows?.(rows);
  }
  if (rows === 0) throw new FileFailure(`${reading.path} has no row, expected some of queue,start,offered`);
  if (rows >= ROWS_THAT_TELL && step > reading.intervalMinutes)
    throw new FileFailure(
      `${reading.path} has intervals of ${step} minutes, which cannot be told apart by ${reading.intervalMinutes}: give --interval ${step}`,
    );
  return book.histories();
}

/**
 * A report tells outbound and deferred work of a queue apart, after its customers. Who we call is no demand, and deferred work is one
 * where it is all that comes into its queue.
 */
function otherStreams(): (row: TableRow) => boolean {
  const withCustomers = new Set<string>();
  return (row) => {
    const queue = row.field(COLUMN.queue);
    switch (row.field(COLUMN.stream)) {
      case 'outbound':
        return true;
      case 'deferred':
        return withCustomers.has(queue);
      default:
        withCustomers.add(queue);
        return false;
    }
  };
}

const ROWS_A_TELL = 10_000;
/** So many starts that are all multiples of half an hour are no chance. */
const ROWS_THAT_TELL = 50;

/** The largest step that both are multiples of; midnight is one of any. */
function commonStep(step: number, minute: number): number {
  return minute === 0 ? step : commonStep(minute, step % minute);
}

function addRow(book: HistoryBook, row: TableRow, { path, zone }: HistoryReading): void {
  const refuse = (what: string): never => {
    throw new FileFailure(`${path} line ${row.line}: ${what}`);
  };
  const queue = row.field(COLUMN.queue) || refuse('queue must have a name, got nothing');
  const { day, minute } =
    startOf(row.field(COLUMN.start), zone) ?? refuse(startExpected(row.field(COLUMN.start), zone));
  const offered = countOf(row.field(COLUMN.offered));
  if (offered === undefined)
    return refuse(`offered must be a whole number from 0, got ${shown(row.field(COLUMN.offered))}`);
  const seconds = row.field(COLUMN.handleSeconds);
  const handleSeconds = seconds === '' ? undefined : Number(seconds);
  if (handleSeconds !== undefined && !(handleSeconds >= 0 && handleSeconds < Infinity))
    return refuse(`handle_seconds must be a number from 0, or nothing, got ${seconds}`);
  const problem = book.add({
    queue: queueId(queue),
    day,
    minute,
    offered,
    ...(handleSeconds === undefined ? {} : { handleSeconds }),
  });
  switch (problem) {
    case undefined:
      return undefined;
    case 'twice':
      return refuse(
        `queue ${queue} was told for ${row.field(COLUMN.start)} before, expected each interval once`,
      );
    case 'skipped':
      return refuse(`${row.field(COLUMN.start)} does not exist in ${zone.name}: the clock went forward`);
    case 'off-grid':
      return refuse(`start must be a whole number of five minutes, got ${row.field(COLUMN.start)}`);
  }
}

const START = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::00(?:\.0+)?)?([+-]\d\d:\d\d|Z)?$/;

function startOf(
  text: string,
  zone: TimeZone,
): { readonly day: LocalDay; readonly minute: number } | undefined {
  const [, date = '', hour = '', minute = '', offset] = START.exec(text) ?? [];
  if (offset !== undefined && !isOfZone(text, zone)) return undefined;
  const day = knownDay(date);
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { day, minute: Number(hour) * 60 + Number(minute) };
}

function knownDay(text: string): LocalDay | undefined {
  try {
    return localDay(text);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

const startExpected = (text: string, zone: TimeZone): string =>
  `start must be a local time such as 2026-03-04T09:00, without an offset or with that of ${zone.name}, got ${shown(text)}`;

/** An offset says which instant is meant; its digits must be those of the zone's own clocks. */
function isOfZone(text: string, zone: TimeZone): boolean {
  const at = Date.parse(text.replace(' ', 'T'));
  return isoInZone(zone, epochMs(at)).startsWith(text.replace(' ', 'T').slice(0, 16));
}

function countOf(text: string): number | undefined {
  const count = Number(text);
  return text !== '' && Number.isInteger(count) && count >= 0 ? count : undefined;
}

const shown = (text: string): string => (text === '' ? 'nothing' : text);
