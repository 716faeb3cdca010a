import { Type, type Static } from 'typebox';
import { SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { dayStart, isoInZone, type TimeZone } from '#domain/time-zone.ts';
import type { EngineValue } from '../engine/engine-words.ts';
import { relationSql } from '../sql/relation.ts';
import type { Reading } from '../sql/reading.ts';
import { LONGEST_OPEN_MS } from '../sql/source-sql.ts';

/** The floor at a past second, from what is known of it today. */
export const pastBoard = Type.Object({
  at: Type.String(),
  zone: Type.String(),
  known: Type.String({
    description: 'now: what was told late since is in it, so it may differ from what walls showed then',
  }),
  queues: Type.Array(
    Type.Object({
      queue: Type.String(),
      stream: Type.String({ description: 'inbound, deferred or outbound' }),
      waiting: Type.Integer({ description: 'at that second' }),
      longest_wait_seconds: Type.Union([Type.Number(), Type.Null()]),
      in_talk: Type.Integer({ description: 'answered before, and the talk not over' }),
      offered: Type.Integer({ description: 'since that day began' }),
      answered: Type.Integer(),
      abandoned: Type.Integer(),
      left: Type.Integer(),
      lost: Type.Integer(),
    }),
  ),
  whole: Type.Boolean(),
});

export type PastBoard = Static<typeof pastBoard>;

/** More than any centre has queues, in three streams. */
const MOST_QUEUES = 10_000;

/** Who waited and who talked at that second, and what the day had brought until then, queue by queue. */
export async function askPastBoard(at: EpochMs, zone: TimeZone, reading: Reading): Promise<PastBoard> {
  const [from, to] = [later(at, -LONGEST_OPEN_MS), later(at, 1)];
  const answer = await reading.ask({
    mostRows: MOST_QUEUES,
    steps: (locate) => {
      const range = `arrived_at >= ${from} AND arrived_at < ${to}`;
      const visits = relationSql({ kind: 'visit', where: locate('visit', from, to), range });
      return [{ kind: 'run', sql: boardSql(visits, at, dayStart(zone, at)) }];
    },
  });
  return {
    at: isoInZone(zone, at),
    zone: zone.name,
    known: 'now',
    queues: answer.rows.map((row) => queueRow(row, at)),
    whole: answer.isWhole,
  };
}

/** What is decided at that very second has happened. */
function boardSql(visits: string, at: EpochMs, day: EpochMs): string {
  const isOpen = `(decided_at IS NULL OR decided_at > ${at})`;
  const today = `arrived_at >= ${day}`;
  const became = (outcome: string): string =>
    `count(*) FILTER (${today} AND outcome = '${outcome}' AND decided_at <= ${at})`;
  return `SELECT queue, stream, count(*) FILTER (${isOpen}), min(arrived_at) FILTER (${isOpen}),
      count(*) FILTER (outcome = 'answered' AND decided_at <= ${at} AND (ended_at IS NULL OR ended_at > ${at})),
      count(*) FILTER (${today}), ${['answered', 'abandoned', 'left', 'lost'].map(became).join(', ')}
    FROM (${visits}) WHERE queue IS NOT NULL GROUP BY queue, stream
    HAVING bool_or(${today} OR ${isOpen} OR ended_at IS NULL OR ended_at > ${at}) ORDER BY queue, stream`;
}

function queueRow(row: readonly EngineValue[], at: EpochMs): PastBoard['queues'][number] {
  const [queue, stream, waiting, oldest, inTalk, offered, answered, abandoned, left, lost] = row;
  return {
    queue: typeof queue === 'string' ? queue : '',
    stream: typeof stream === 'string' ? stream : '',
    waiting: count(waiting),
    longest_wait_seconds: typeof oldest === 'number' ? (at - epochMs(oldest)) / SECOND_MS : null,
    in_talk: count(inTalk),
    offered: count(offered),
    answered: count(answered),
    abandoned: count(abandoned),
    left: count(left),
    lost: count(lost),
  };
}

/** Counts are never unknown. */
const count = (value: EngineValue | undefined): number => (typeof value === 'number' ? value : 0);
