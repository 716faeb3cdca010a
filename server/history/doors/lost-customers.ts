import { Type, type Static } from 'typebox';
import { DAY_MS, MINUTE_MS, SECOND_MS, epochMs, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import { isoInZone, type TimeZone } from '#domain/time-zone.ts';
import type { EngineValue } from '../engine/engine-words.ts';
import { relationSql } from '../sql/relation.ts';
import type { Reading } from '../sql/reading.ts';
import { maskCustomer } from './personal.ts';

/** Customers who hung up, each once with the last time: the list for calling back. */
export const lostPage = Type.Object({
  zone: Type.String(),
  from: Type.String({ description: 'of those who arrived from here' }),
  to: Type.String({ description: 'and before this' }),
  minutes: Type.Number({ description: 'back within so many minutes is not lost' }),
  rows: Type.Array(
    Type.Object({
      customer: Type.String(),
      contact: Type.String(),
      queue: Type.Union([Type.String(), Type.Null()]),
      abandoned_at: Type.String({ description: 'the last time' }),
      waited_seconds: Type.Number(),
      times: Type.Integer({ description: 'abandons of this customer in the period: above 1 is a repeat' }),
      state: Type.String({
        description:
          'N is `minutes`. recovered: back within N minutes of the last abandon, or called back within N, and answered; recovered-later: answered, but back (or called back) after more than N; came-back: in a queue again within N, and not answered so far; lost: none of these, also while the N minutes still run',
      }),
      back_at: Type.Union([Type.String(), Type.Null()], {
        description:
          'in a queue again; as abandoned_at for whoever had another contact in a queue or in talk at that moment',
      }),
      answered_at: Type.Union([Type.String(), Type.Null()], {
        description: 'when the customer was recovered: answered there, or when called back',
      }),
    }),
  ),
  unknown: Type.Integer({ description: 'abandons whose customer nobody knows: they cannot be called back' }),
  whole: Type.Boolean(),
});

export type LostPage = Static<typeof lostPage>;

export type LostQuestion = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly minutes: number;
  readonly zone: TimeZone;
  /** `lost`: only those who are still to be called. */
  readonly states: 'lost' | 'all';
  readonly showsCustomers: boolean;
};

/** A contact of the same customer that began so long before the period may still have been answered in it. */
const LONGEST_OVERLAP_MS = DAY_MS;

/** More than a centre calls back in a day. */
const MOST_LOST = 20_000;

/** Who abandoned in a period and was not back in time, and of those who were what became of it. */
export async function askLost(question: LostQuestion, reading: Reading): Promise<LostPage> {
  const answer = await reading.ask({
    mostRows: MOST_LOST,
    steps: (locate) => {
      // Whoever came after the period may have been answered until now.
      const since = later(question.from, -LONGEST_OVERLAP_MS);
      const range = `arrived_at >= ${since}`;
      const visits = relationSql({ kind: 'visit', where: locate('visit', since), range });
      return [{ kind: 'run', sql: lostSql(visits, question) }];
    },
  });
  const { zone, minutes } = question;
  const [unknown, rest] = [
    answer.rows.filter(([customer]) => customer === null),
    answer.rows.filter(([customer]) => customer !== null),
  ];
  const rows = rest
    .map((row) => lostRow(row, question))
    .filter((row) => question.states === 'all' || row.state === 'lost');
  return {
    zone: zone.name,
    from: isoInZone(zone, question.from),
    to: isoInZone(zone, question.to),
    minutes,
    rows,
    unknown: numberIn(unknown[0]?.[5]) ?? 0,
    whole: answer.isWhole,
  };
}

/** Another contact of the customer that waits, or is talked to, at the moment of the abandon. */
const IS_STILL_THERE = `CASE visits.outcome WHEN 'waiting' THEN TRUE
  WHEN 'answered' THEN visits.ended_at IS NULL OR visits.ended_at > last.abandoned_at
  ELSE visits.decided_at > last.abandoned_at END`;

/** Each customer once, by the last abandon; those nobody knows together in one row. */
function lostSql(visits: string, { from, to }: LostQuestion): string {
  return `WITH visits AS (${visits}),
    gone AS (SELECT * FROM visits WHERE outcome = 'abandoned' AND direction IS DISTINCT FROM 'outbound' AND arrived_at >= ${from} AND arrived_at < ${to}),
    last AS (SELECT customer, max_by(contact, decided_at) AS contact, max_by(queue, decided_at) AS queue, max(decided_at) AS abandoned_at,
      max_by(wait_ms, decided_at) AS wait_ms, count(*) AS times FROM gone GROUP BY customer)
    SELECT last.customer, any_value(last.contact), any_value(last.queue), any_value(last.abandoned_at), any_value(last.wait_ms), any_value(last.times),
      min(greatest(visits.arrived_at, last.abandoned_at)) FILTER (visits.contact IS NOT NULL AND visits.direction IS DISTINCT FROM 'outbound'),
      min(visits.decided_at) FILTER (visits.outcome = 'answered'),
      min(greatest(visits.arrived_at, last.abandoned_at)) FILTER (visits.outcome = 'answered')
    FROM last LEFT JOIN visits ON visits.customer = last.customer AND (visits.arrived_at >= last.abandoned_at
      OR (visits.contact <> last.contact AND ${IS_STILL_THERE}))
    GROUP BY last.customer ORDER BY any_value(last.abandoned_at), last.customer`;
}

function lostRow(
  row: readonly EngineValue[],
  { zone, minutes, showsCustomers }: LostQuestion,
): LostPage['rows'][number] {
  const [customer, contact, queue, abandoned, waitMs, times, back, answered, recovered] = row;
  const abandonedAt = epochMs(numberIn(abandoned) ?? 0);
  const [backAt, recoveredAt] = [numberIn(back), numberIn(recovered)];
  const iso = (at: number | undefined): string | null =>
    at === undefined ? null : isoInZone(zone, epochMs(at));
  return {
    customer: showsCustomers ? textIn(customer) : maskCustomer(textIn(customer)),
    contact: textIn(contact),
    queue: typeof queue === 'string' ? queue : null,
    abandoned_at: isoInZone(zone, abandonedAt),
    waited_seconds: (numberIn(waitMs) ?? 0) / SECOND_MS,
    times: numberIn(times) ?? 1,
    state: stateOf(abandonedAt, backAt, recoveredAt, minutes * MINUTE_MS),
    back_at: iso(backAt),
    answered_at: iso(numberIn(answered)),
  };
}

function stateOf(
  abandonedAt: EpochMs,
  backAt: number | undefined,
  recoveredAt: number | undefined,
  withinMs: DurationMs,
): string {
  const isInTime = (at: number): boolean => at - abandonedAt <= withinMs;
  if (recoveredAt !== undefined) return isInTime(recoveredAt) ? 'recovered' : 'recovered-later';
  return backAt !== undefined && isInTime(backAt) ? 'came-back' : 'lost';
}

const numberIn = (value: EngineValue | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

const textIn = (value: EngineValue | undefined): string => (typeof value === 'string' ? value : '');
