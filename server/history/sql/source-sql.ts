import { DAY_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { namesIn } from '../conditions/names-in.ts';
import { quoted } from '../conditions/sql-words.ts';
import type { PreparedQuestion } from '../figures/prepare-question.ts';
import { conditionSql, splitByQueue, whereSql, type SumGroup } from './figures-sql.ts';
import type { Locate } from './reading.ts';
import { relationSql } from './relation.ts';

export type Span = { readonly from: EpochMs; readonly to: EpochMs };

/** What began earlier may reach into a question: nothing is open for longer without being given up. */
export const LONGEST_OPEN_MS: DurationMs = 15 * DAY_MS;

/** The rows that a group of sums is over: a SELECT. */
export function sourceSql(prepared: PreparedQuestion, group: SumGroup, locate: Locate): string {
  const { kind, isTime } = group;
  const { from: asked, to, terms } = prepared.question;
  const from = asked !== undefined && isTime ? later(asked, -LONGEST_OPEN_MS) : asked;
  const asksEarlier = kind === 'visit' && namesEarlier(prepared, group);
  const back = from !== undefined && asksEarlier ? later(from, -terms.repeat_ms) : from;
  const where = locate(kind, back, to);
  const range = rangeSql(from, to);
  const source = relationSql({ kind, where, range, ...(asksEarlier && { earlier: rangeSql(back, to) }) });
  return kind === 'span' && prepared.splitsQueues ? splitByQueue(source) : source;
}

function rangeSql(from: EpochMs | undefined, to: EpochMs | undefined): string {
  const ends = [
    from === undefined ? '' : `arrived_at >= ${from}`,
    to === undefined ? '' : `arrived_at < ${to}`,
  ];
  return ends.filter((end) => end !== '').join(' AND ') || 'TRUE';
}

function namesEarlier(prepared: PreparedQuestion, group: SumGroup): boolean {
  if (prepared.where !== undefined && namesIn(prepared.where).has('earlier_ms')) return true;
  return group.places.some((place) => prepared.sums[place]?.columns.has('earlier_ms'));
}

/** The first and the last instant of the rows that count in a group: a statement of one row. */
export function instantRangeSql(prepared: PreparedQuestion, group: SumGroup, source: string): string {
  const sums = group.places.flatMap((place) => prepared.sums[place]?.sum ?? []);
  const time = sums.find((sum) => sum.how === 'time');
  const [first, last] = time?.how === 'time' ? [quoted(time.from), quoted(time.until)] : [group.at, group.at];
  const counts = sums.map((sum) => conditionSql(prepared, sum)).join(' OR ');
  return `SELECT min(${first}), max(${last}) FROM (${source}) WHERE ${whereSql(prepared)} AND (${counts})`;
}
