import { timeZone } from '#domain/time-zone.ts';
import { tableOfBytes } from '../../../../files/table-source.ts';
import type { TableChoices } from '../../layout/table-choices.ts';
import { readHistory, type ReadHistory } from '../read-history.ts';

/** The history in a file that is called h.csv, by half hours. */
export const read = (
  text: string | Buffer,
  choices: TableChoices = {},
  zone = 'Asia/Shanghai',
): Promise<ReadHistory> =>
  readHistory({
    source: tableOfBytes('h.csv', Buffer.from(text)),
    zone: timeZone(zone),
    intervalMinutes: 30,
    choices,
  });

/** Counts by queue and start, and handle times where they are known. */
export function told({ histories }: ReadHistory): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  for (const { queue, days, offered, handleSeconds } of histories)
    for (const [at, count] of offered.cells.entries()) {
      if (Number.isNaN(count)) continue;
      const minute = (at % 48) * 30;
      const seconds = handleSeconds?.cells[at] ?? Number.NaN;
      const start = `${days[Math.floor(at / 48)]?.slice(5)} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      all[`${queue} ${start}`] = Number.isNaN(seconds) ? `${count}` : `${count} × ${Math.round(seconds)} s`;
    }
  return all;
}

/** How many rows were passed over for each reason. */
export const passedOver = ({ reading }: ReadHistory): Readonly<Record<string, number>> =>
  Object.fromEntries(reading.passedOver.map(({ reason, rows }) => [reason, rows]));
