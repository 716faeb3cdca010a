import { readFileSync } from 'node:fs';
import { queueId } from '#domain/ids.ts';
import { localDay } from '#domain/local-day.ts';
import { publishedFolder } from '../../testing/published-folder.ts';
import { correctHistory, usualCorrection } from '../history/correct-history.ts';
import { findOddities } from '../history/find-oddities.ts';
import { historyBook } from '../history/history-book.ts';
import type { QueueHistory } from '../history/queue-history.ts';

/** A bank's calls by half hours, outages taken as unknown. */
export function bankHistory(file: string): QueueHistory {
  const { folder } = publishedFolder('bank-calls');
  const book = historyBook(30, () => () => 1);
  for (const row of readFileSync(new URL(file, folder), 'utf8').trim().split('\n').slice(1)) {
    const [queue = '', start = '', offered = ''] = row.split(',');
    const minute = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16));
    book.add({ queue: queueId(queue), day: localDay(start.slice(0, 10)), minute, offered: Number(offered) });
  }
  const [history] = book.takeHistories();
  if (history === undefined) throw new Error(`no history in ${file}`);
  return corrected(history);
}

/** The history as it is corrected when nobody says otherwise. */
export const corrected = (history: QueueHistory): QueueHistory =>
  correctHistory(
    history,
    findOddities(history).flatMap((one) => usualCorrection(one) ?? []),
  );
