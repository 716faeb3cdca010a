import type { ForecastOverride } from '#domain/forecast.ts';
import { queueId } from '#domain/ids.ts';
import { addDays, localDay, type LocalDay, type LocalMoment } from '#domain/local-day.ts';
import type { ListReading } from '#domain/table-reading.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { readRows } from '../../files/reading/table-rows.ts';
import { tableSource } from '../../files/table-source.ts';
import { readWhen } from '../../files/values/when-text.ts';
import { headingsOf } from './headings/known-headings.ts';
import { amountOf } from './table-fields.ts';

const SHAPE = {
  needed: ['queue', 'from', 'reason'],
  optional: ['until', 'factor', 'offered'],
  aliases: new Map([
    ...headingsOf('queue').map((heading) => [heading, 'queue'] as const),
    ...headingsOf('day').map((heading) => [heading, 'from'] as const),
    ...headingsOf('start').map((heading) => [heading, 'from'] as const),
    ...headingsOf('end').map((heading) => [heading, 'until'] as const),
    ...headingsOf('offered').map((heading) => [heading, 'offered'] as const),
    ['von', 'from'],
    ['原因', 'reason'],
    ['备注', 'reason'],
    ['grund', 'reason'],
    ['系数', 'factor'],
    ['倍数', 'factor'],
    ['faktor', 'factor'],
  ]),
};

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
  const { isDay: _, ...from } = momentOf(field('from'), `${where}: from`);
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
  const value = amountOf(`${factor}${offered}`, { where: `${where}: ${name}`, isCount: name === 'offered' });
  return factor === '' ? { kind: 'offered', offered: value } : { kind: 'factor', factor: value };
}

/** A moment as it was written, in any way that can be one only; `isDay` without a time. */
function momentOf(text: string, where: string): LocalMoment & { readonly isDay: boolean } {
  const { date, from, until, offsetMinutes } = readWhen(text) ?? {};
  const isOne = until === undefined && offsetMinutes === undefined && (from?.second ?? 0) === 0;
  if (date?.kind === 'numbers')
    throw new FileFailure(`${where} could be two days: write it as 2026-03-04, got ${text}`);
  if (date?.kind !== 'day' || !isOne)
    throw new FileFailure(`${where} must be a day or a local time such as 2026-03-04T09:00, got ${text}`);
  return { day: dayOfNumber(date.dayNumber), minute: from?.minute ?? 0, isDay: from === undefined };
}

function untilOf(
  written: { readonly from: string; readonly until: string },
  { where, intervalMinutes }: { readonly where: string; readonly intervalMinutes: number },
): LocalMoment {
  const text = written.until === '' ? written.from : written.until;
  const { day, minute, isDay } = momentOf(text, `${where}: until`);
  if (isDay) return { day: addDays(day, 1), minute: 0 };
  return { day, minute: written.until === '' ? minute + intervalMinutes : minute };
}

const dayOfNumber = (dayNumber: number): LocalDay => addDays(EPOCH, dayNumber);
const EPOCH = localDay('1970-01-01');
