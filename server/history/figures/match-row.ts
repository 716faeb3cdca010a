import type { Row } from '#domain/history/column.ts';
import { PERIOD_GRID_MS, type Period } from '#domain/history/period.ts';
import type { RowKind } from '#domain/history/rows.ts';
import type { Sum } from '#domain/measures/definitions/measure.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { CompiledSum } from './compile-sum.ts';
import type { PreparedQuestion } from './prepare-question.ts';

/** A row that counts in a sum: for which amount, and in which period (undefined: none was asked for). */
export type Match = {
  readonly place: number;
  readonly row: Row;
  readonly amount: number | undefined;
  readonly at: EpochMs;
};

/**
 * Tells of every sum in which a row counts, and where. Figures are added up from this and the rows behind them are listed from this, so
 * that both are the same rows. `take` is called once for each, and for time once for each period that it reaches into.
 */
export function matchRow(
  prepared: PreparedQuestion,
  kind: RowKind,
  row: Row,
  take: (match: Match) => void,
): void {
  for (const one of rowsMeant(prepared, kind, row)) {
    if (!prepared.isMeant(one)) continue;
    for (const [place, compiled] of prepared.sums.entries())
      if (compiled.sum.of === kind) matchSum({ prepared, place, compiled, row: one }, take);
  }
}

/** Agents' time counts in each queue signed in to, once queues matter. */
function rowsMeant({ splitsQueues }: PreparedQuestion, kind: RowKind, row: Row): readonly Row[] {
  if (kind !== 'span' || !splitsQueues) return [row];
  const { queues } = row;
  if (!Array.isArray(queues) || queues.length === 0) return [row];
  return queues.map((queue: string) => ({ ...row, queue }));
}

type Matching = {
  readonly prepared: PreparedQuestion;
  readonly place: number;
  readonly compiled: CompiledSum;
  readonly row: Row;
};

function matchSum(matching: Matching, take: (match: Match) => void): void {
  const { prepared, place, compiled, row } = matching;
  const { from, to } = prepared.question;
  if (compiled.sum.how === 'time') return matchTime(matching, compiled.sum, take);
  const arrivedAt = instantIn(row, 'arrived_at');
  if (arrivedAt === undefined || isOutside(arrivedAt, from, to) || !compiled.counts(row)) return;
  const at = compiled.at(row);
  if (at !== undefined) take({ place, row, amount: compiled.amount(row), at });
}

const isOutside = (at: EpochMs, from: EpochMs | undefined, to: EpochMs | undefined): boolean =>
  (from !== undefined && at < from) || (to !== undefined && at >= to);

/** Time counts where it passed, cut at the question's ends and at the borders of its periods. */
function matchTime(
  { prepared, place, compiled, row }: Matching,
  sum: Extract<Sum, { how: 'time' }>,
  take: (match: Match) => void,
): void {
  const { question, dimensions } = prepared;
  const [begin, end] = [instantIn(row, sum.from), instantIn(row, sum.until)];
  if (begin === undefined || end === undefined || !compiled.counts(row)) return;
  const from = Math.max(begin, question.from ?? begin);
  const until = Math.min(end, question.to ?? end);
  const times = compiled.amount(row);
  if (times === undefined) return;
  const period = dimensions.find((one) => one.kind === 'period')?.period;
  for (const part of partsIn(period, from, until))
    take({ place, row, amount: (part.until - part.from) * times, at: epochMs(part.from) });
}

type Part = { readonly from: number; readonly until: number };

/** The parts of a stretch of time that lie in one period each. */
function partsIn(period: Period | undefined, from: number, until: number): readonly Part[] {
  if (until <= from) return [];
  if (period === undefined) return [{ from, until }];
  const key = (at: number): string => period.keyOf(epochMs(at));
  // Periods follow one another: with one key at both ends it is one period.
  if (key(from) === key(until - 1)) return [{ from, until }];
  const parts: Part[] = [];
  for (let begin = from; begin < until;) {
    let end = nextBorder(begin);
    while (end < until && key(end) === key(begin)) end += PERIOD_GRID_MS;
    parts.push({ from: begin, until: Math.min(end, until) });
    begin = end;
  }
  return parts;
}

const nextBorder = (at: number): number => (Math.floor(at / PERIOD_GRID_MS) + 1) * PERIOD_GRID_MS;

function instantIn(row: Row, column: string): EpochMs | undefined {
  const value = row[column];
  return typeof value === 'number' ? epochMs(value) : undefined;
}
