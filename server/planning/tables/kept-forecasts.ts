import { appendFile, stat } from 'node:fs/promises';
import type { QueueForecast } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { localDay, type LocalMoment } from '#domain/local-day.ts';
import type { KeptInterval } from '../../../forecasting/backtest/judge-kept.ts';
import { csvRow } from '../../files/writing/csv-row.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { tableRows } from '../../files/reading/table-rows.ts';
import { tableSource } from '../../files/table-source.ts';
import { BAND_COLUMNS, COLUMN, COUNT_COLUMNS } from './columns.ts';
import { counts, startText } from './forecast-table.ts';

const NUMBERS = [COLUMN.offered, ...BAND_COLUMNS];
const COLUMNS = [COLUMN.madeOn, ...COUNT_COLUMNS, ...BAND_COLUMNS];

/** Adds a forecast to the file of those that were made before; the file is made when there is none. */
export async function keepForecast(path: string, now: LocalMoment, forecast: QueueForecast): Promise<void> {
  try {
    const isNew = await stat(path).then(
      ({ size }) => size === 0,
      () => true,
    );
    const kept = keptLines(now, forecast);
    await appendFile(path, isNew ? `${COLUMNS.join(',')}\n${kept}` : kept);
  } catch (cause) {
    throw FileFailure.of('write', path, cause);
  }
}

function keptLines(now: LocalMoment, { queue, intervals }: QueueForecast): string {
  let text = '';
  for (const one of intervals) {
    const row = csvRow([madeAtText(now), queue, startText(one.day, one.minuteOfDay), ...counts(one)]);
    text += `${row}\n`.repeat(one.comesTwice ? 2 : 1);
  }
  return text;
}

/** The day, and the time where it is not the beginning of the day. */
const madeAtText = ({ day, minute }: LocalMoment): string =>
  minute === 0 ? day : startText(day, minute).slice(0, 16);

/** The forecasts that were kept, in the order in which they were made; of one that was kept twice the later. A mistake is a FileFailure that names the line. */
export async function readKept(path: string): Promise<readonly KeptInterval[]> {
  const kept = new Map<string, KeptInterval>();
  for await (const { line, field } of tableRows(await tableSource(path), { needed: COLUMNS })) {
    const [date = '', time = ''] = field(COLUMN.start).split('T');
    const [hour = '', minute = ''] = time.split(':');
    const numbers = NUMBERS.map((column) => Number(field(column)));
    const [offered = Number.NaN, low80 = 0, high80 = 0, low95 = 0, high95 = 0] = numbers;
    try {
      if (numbers.some((number) => !Number.isFinite(number)) || !/^\d\d:\d\d/.test(time))
        throw new RangeError(`expected ${COLUMNS.join(',')} as callboard forecast --keep writes them`);
      const { day: madeOn, minute: madeMinute } = madeAtOf(field(COLUMN.madeOn));
      const key = `${madeOn} ${madeMinute} ${field(COLUMN.start)} ${field(COLUMN.queue)}`;
      kept.set(key, {
        madeOn,
        madeMinute,
        queue: queueId(field(COLUMN.queue)),
        day: localDay(date),
        minute: Number(hour) * 60 + Number(minute),
        offered,
        low80,
        high80,
        low95,
        high95,
      });
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new FileFailure(`${path} line ${line}: ${cause.message}`, { cause });
    }
  }
  return [...kept.values()];
}

function madeAtOf(text: string): LocalMoment {
  const [, day = text, hour = '0', minute = '0'] =
    /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::00)?$/.exec(text) ?? [];
  return { day: localDay(day), minute: Number(hour) * 60 + Number(minute) };
}
