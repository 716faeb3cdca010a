import type { ForecastOverride } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay, type LocalMoment } from '#domain/local-day.ts';
import type { ListReading } from '#domain/table-reading.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readRows } from '../../files/reading/table-rows.ts';
import { tableSource } from '../../files/table-source.ts';

const SHAPE = { needed: ['queue', 'from', 'reason'], optional: ['until', 'factor', 'offered'] };

/** How a table names every queue. */
const EVERY_QUEUE = '*';

/** What is known better, and what was understood of the table in which it stood. */
export type ReadOverrides = {
  readonly overrides: readonly ForecastOverride[];
  readonly reading: ListReading;
};

/**
 * The user's table of what is known better: `queue,from[,until],factor|offered,reason`. A day stands for all of it, a moment alone for the
 * `intervalMinutes` from there on; `until` a day is that day too. A mistake is a FileFailure that names line, value and expectation.
 */
export async function readOverrides(path: string, intervalMinutes: number): Promise<ReadOverrides> {
  const overrides: ForecastOverride[] = [];
  const reading = await readRows(await tableSource(path), SHAPE, {
    onRow({ line, field }) {
      overrides.push(overrideOf(field, { where: `${path} line ${line}`, intervalMinutes }));
      return undefined;
    },
  });
  return { overrides, reading };
}

function overrideOf(
  field: (column: string) => string,
  { where, intervalMinutes }: { readonly where: string; readonly intervalMinutes: number },
): ForecastOverride {
  const from = momentOf(field('from'), `${where}: from`);
  const until = untilOf({ from: field('from'), until: field('until') }, { where, intervalMinutes });
  if (`${until.day} ${1e4 + until.minute}` <= `${from.day} ${1e4 + from.minute}`)
    throw new FileFailure(`${where}: until must be after from, got ${field('until')}`);
  const queue = field('queue');
  if (queue === '') throw new FileFailure(`${where}: queue must have a name, or * for every queue`);
  const reason = field('reason');
  if (reason === '') throw new FileFailure(`${where}: reason must not be empty: somebody will ask`);
  const change = changeOf(field('factor'), field('offered'), where);
  return { from, until, change, reason, ...(queue === EVERY_QUEUE ? {} : { queue: queueId(queue) }) };
}

function changeOf(factor: string, offered: string, where: string): ForecastOverride['change'] {
  if ((factor === '') === (offered === ''))
    throw new FileFailure(
      `${where}: expected either a factor or a number offered, got ${factor === '' ? 'neither' : 'both'}`,
    );
  const name = factor === '' ? 'offered' : 'factor';
  const value = Number(factor === '' ? offered : factor);
  if (!(value >= 0 && value < Infinity))
    throw new FileFailure(`${where}: ${name} must be a number of at least 0, got ${factor}${offered}`);
  return factor === '' ? { kind: 'offered', offered: value } : { kind: 'factor', factor: value };
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::00)?)?$/;

function momentOf(text: string, where: string): LocalMoment {
  const [, day = '', hour = '0', minute = '0'] = MOMENT.exec(text) ?? [];
  try {
    return { day: localDay(day), minute: Number(hour) * 60 + Number(minute) };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new FileFailure(`${where} must be a day or a local time such as 2026-03-04T09:00, got ${text}`, {
      cause,
    });
  }
}

function untilOf(
  written: { readonly from: string; readonly until: string },
  { where, intervalMinutes }: { readonly where: string; readonly intervalMinutes: number },
): LocalMoment {
  const text = written.until === '' ? written.from : written.until;
  const moment = momentOf(text, `${where}: until`);
  const isDay = !/[T ]/.test(text);
  if (isDay) return { day: addDays(moment.day, 1), minute: 0 };
  return written.until === '' ? { ...moment, minute: moment.minute + intervalMinutes } : moment;
}
