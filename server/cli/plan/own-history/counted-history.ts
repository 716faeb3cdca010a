import { localDay, type LocalDay } from '#domain/local-day.ts';
import { timeZone, type TimeZone } from '#domain/time-zone.ts';
import { FileFailure } from '../../../files/file-failure.ts';
import { tableOfBytes, type TableSource } from '../../../files/table-source.ts';
import { csvRow } from '../../../files/writing/csv-row.ts';
import type { TableChoices } from '../../../planning/tables/layout/table-choices.ts';
import type { HistoryPage, HistoryRow } from '../../../history/history-page.ts';

/** What a server has counted, as a table like any other, and the zone of its centre. */
export type CountedHistory = {
  readonly source: TableSource;
  readonly zone: TimeZone;
  /** How it is written. */
  readonly choices: TableChoices;
};

/** As much as is held of any table that comes from elsewhere: ten years of a thousand queues. */
const MOST_BYTES = 512 * 1_048_576;

const HEADER = 'queue,interval_start,offered,answered,abandoned,handle_seconds\n';

/** What we wrote is not asked about, whatever is in it: 90.000 is ninety, and a queue may call back all that it is offered. */
const AS_WRITTEN: TableChoices = {
  decimal: 'point',
  columns: new Map([
    ['queue', ['queue']],
    ['start', ['interval_start']],
    ['offered', ['offered']],
    ['handle', ['handle_seconds']],
  ]),
};

/** Asks for page after page and joins them to a table that is called `name`. */
export async function countedHistory(
  name: string,
  pageFrom: (day: LocalDay | undefined) => Promise<HistoryPage>,
): Promise<CountedHistory> {
  const parts = [Buffer.from(HEADER)];
  let size = 0;
  let from: LocalDay | undefined;
  for (;;) {
    const page = await pageFrom(from);
    const part = Buffer.from(page.rows.map((row) => `${lineOf(row)}\n`).join(''));
    parts.push(part);
    size += part.length;
    if (size > MOST_BYTES)
      throw new FileFailure(`${name} has more than ${MOST_BYTES / 1_048_576} MB of history`);
    if (page.next === undefined) {
      if (size === 0) throw new FileFailure(`${name} has counted no interval yet that is over`);
      return {
        source: tableOfBytes(name, Buffer.concat(parts)),
        zone: timeZone(page.zone),
        choices: AS_WRITTEN,
      };
    }
    const next = localDay(page.next);
    if (from !== undefined && next <= from)
      throw new FileFailure(`${name} answers day ${next} after ${from}: it is no Callboard that can be read`);
    from = next;
  }
}

function lineOf({ queue, start, offered, answered, abandoned, handle_seconds }: HistoryRow): string {
  const handle = handle_seconds === undefined ? undefined : { value: handle_seconds, decimals: 3 };
  return csvRow([queue, start, offered, answered, abandoned, handle]);
}
