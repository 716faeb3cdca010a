import { appendFile, stat } from 'node:fs/promises';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import type { KeptInterval } from '../../../forecasting/backtest/judge-kept.ts';
import type { LocalMoment } from '../../../forecasting/forecast/split-at.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { CommandFailure } from '../../cli/run-command.ts';
import { tableRows } from '../../files/table-rows.ts';

const COLUMNS = ['made_on', 'queue', 'start', 'offered', 'low80', 'high80', 'low95', 'high95'];

/** Adds the lines of a forecast to the file of those that were made before; the file is made when there is none. */
export async function keepForecast(path: string, now: LocalMoment, lines: string): Promise<void> {
  try {
    const isNew = await stat(path).then(
      ({ size }) => size === 0,
      () => true,
    );
    const kept = lines.replaceAll(/^(?=.)/gm, `${now.day},`);
    await appendFile(path, isNew ? `${COLUMNS.join(',')}\n${kept}` : kept);
  } catch (cause) {
    throw FileFailure.of('write', path, cause);
  }
}

/** The forecasts that were kept, in the order in which they were made. A mistake is a CommandFailure that names the line. */
export async function readKept(path: string): Promise<readonly KeptInterval[]> {
  const kept: KeptInterval[] = [];
  for await (const { line, field } of tableRows(path, COLUMNS)) {
    const [date = '', time = ''] = field('start').split('T');
    const [hour = '', minute = ''] = time.split(':');
    const numbers = COLUMNS.slice(3).map((column) => Number(field(column)));
    const [offered = Number.NaN, low80 = 0, high80 = 0, low95 = 0, high95 = 0] = numbers;
    try {
      if (numbers.some((number) => !Number.isFinite(number)) || !/^\d\d:\d\d/.test(time))
        throw new RangeError(`expected ${COLUMNS.join(',')} as callboard forecast --keep writes them`);
      kept.push({
        madeOn: localDay(field('made_on')),
        queue: queueId(field('queue')),
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
      throw new CommandFailure(`${path} line ${line}: ${cause.message}`, { cause });
    }
  }
  return kept;
}
