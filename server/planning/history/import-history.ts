import { addDays, type LocalDay } from '#domain/local-day.ts';
import type { HistoryTableReading } from '#domain/table-reading.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { splitAt } from '../../../forecasting/forecast/split-at.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import type { TableSource } from '../../files/table-source.ts';
import type { OwnCorrection } from '../tables/read-corrections.ts';
import { readHistory } from '../tables/history/read-history.ts';
import type { TableChoices } from '../tables/layout/table-choices.ts';
import type { PlanningWork } from '../work/planning-work.ts';
import { correctOddities, type FoundOddity } from './correct-histories.ts';

/** Where a history is, and how it is to be read. */
export type HistoryRequest = {
  readonly source: TableSource;
  /** What the user says about the table where it does not say it itself. Absent: nothing. */
  readonly choices?: TableChoices;
  readonly zone: TimeZone;
  /** Rows of shorter intervals are added up to this. */
  readonly intervalMinutes: number;
  /** What to do about odd days. */
  readonly corrections: readonly OwnCorrection[];
  /** Later days are not looked at. Absent: all are. */
  readonly until?: LocalDay | undefined;
};

/** The history of every queue, corrected, with what was odd in it. */
export type ImportedHistory = {
  /** What the table that it was in is called. */
  readonly input: string;
  /** What was understood of that table. Absent: it was in none. */
  readonly reading?: HistoryTableReading;
  readonly zone: TimeZone;
  readonly histories: readonly QueueHistory[];
  readonly oddities: readonly FoundOddity[];
};

/** Reads a history and corrects what is odd in it. What cannot be read rejects with a failure that names row and value. */
export async function importHistory(request: HistoryRequest, work: PlanningWork): Promise<ImportedHistory> {
  const { source, choices, zone, intervalMinutes, corrections, until } = request;
  const onRows = (rows: number): void => work.onStep?.({ kind: 'rows', source: source.name, rows });
  const { histories, reading } = await readHistory({
    source,
    zone,
    intervalMinutes,
    onRows,
    ...(choices === undefined ? {} : { choices }),
  });
  work.signal?.throwIfAborted();
  const corrected = histories.map((history) =>
    correctOddities(until === undefined ? history : daysUntil(history, until), corrections),
  );
  return {
    input: source.name,
    reading,
    zone,
    histories: corrected.map(({ history }) => history),
    oddities: corrected.flatMap(({ found }) => found),
  };
}

function daysUntil(history: QueueHistory, last: LocalDay): QueueHistory {
  const { past } = splitAt(history, { day: addDays(last, 1), minute: 0 });
  return past;
}
