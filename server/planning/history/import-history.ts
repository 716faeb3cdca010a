import { addDays, type LocalDay } from '#domain/local-day.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import { splitAt } from '../../../forecasting/forecast/split-at.ts';
import type { QueueHistory } from '../../../forecasting/history/queue-history.ts';
import type { OwnCorrection } from '../tables/read-corrections.ts';
import { readHistory } from '../tables/read-history.ts';
import type { PlanningWork } from '../work/planning-work.ts';
import { correctOddities, type FoundOddity } from './correct-histories.ts';

/** Where a history is, and how it is to be read. */
export type HistoryRequest = {
  /** A file, or `-` for standard input. */
  readonly input: string;
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
  readonly input: string;
  readonly zone: TimeZone;
  readonly histories: readonly QueueHistory[];
  readonly oddities: readonly FoundOddity[];
};

/** Reads a history and corrects what is odd in it. What cannot be read rejects with a failure that names row and value. */
export async function importHistory(request: HistoryRequest, work: PlanningWork): Promise<ImportedHistory> {
  const { input, zone, intervalMinutes, corrections, until } = request;
  const onRows = (rows: number): void => work.onStep?.({ kind: 'rows', source: input, rows });
  const read = await readHistory({ path: input, zone, intervalMinutes, onRows });
  work.signal?.throwIfAborted();
  const corrected = read.map((history) =>
    correctOddities(until === undefined ? history : daysUntil(history, until), corrections),
  );
  return {
    input,
    zone,
    histories: corrected.map(({ history }) => history),
    oddities: corrected.flatMap(({ found }) => found),
  };
}

function daysUntil(history: QueueHistory, last: LocalDay): QueueHistory {
  const { past } = splitAt(history, { day: addDays(last, 1), minute: 0 });
  return past;
}
