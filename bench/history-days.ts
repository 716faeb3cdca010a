import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, epochMs } from '#domain/time.ts';
import type { Engine } from '../server/history/engine/engine.ts';
import { sqlText } from '../server/history/conditions/sql-words.ts';

/** The first made day, in UTC. */
export const FIRST_DAY = epochMs(Date.UTC(2026, 0, 1));
/** Visits of each made day. */
export const VISITS_A_DAY = 1_000_000;

const MIB = 1_048_576;

/** The file of a made day. */
export const dayFile = (folder: string, day: number): string =>
  join(folder, 'visit', `${dayName(day)}.${day + 1}-${day + 1}.parquet`);

/** Makes what is missing of so many days of visits, straight as rows. Answers how large a day is, in MiB. */
export async function makeDays(folder: string, writer: Engine, days: number): Promise<number> {
  const visits = join(folder, 'visit');
  mkdirSync(visits, { recursive: true });
  for (let day = 0; day < days; day += 1) {
    const file = dayFile(folder, day);
    if (existsSync(file)) continue;
    const sql = `COPY (${madeVisits(day)} ORDER BY arrived_at) TO ${sqlText(file)} (FORMAT parquet, COMPRESSION zstd)`;
    await writer.ask({ steps: [{ kind: 'run', sql }], mostRows: 1, limitMs: 600_000 });
  }
  const files = readdirSync(visits).map((name) => statSync(join(visits, name)).size);
  const bytes = files.reduce((sum, one) => sum + one, 0);
  return bytes / files.length / MIB;
}

const dayName = (day: number): string => new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);

/** A day of a centre: 500 queues, 2,000 agents, four sites, twelve hours, customers who come again. */
function madeVisits(day: number): string {
  const start = FIRST_DAY + day * DAY_MS;
  return `WITH r AS (SELECT range AS i, hash(range * 2 + ${day * 7919}) AS h, hash(range * 3 + ${day * 104729 + 1}) AS g FROM range(${VISITS_A_DAY})),
    v AS (SELECT i, h, g, (${start} + CAST(floor(i * 43.2) AS BIGINT)) AS arrived_at, (h % 1000) AS o,
      CAST(-ln(((g % 1000000) + 1) / 1000001.0) * 25000 AS BIGINT) AS w, CAST(-ln(((h % 999983) + 1) / 999984.0) * 240000 AS BIGINT) AS t FROM r)
    SELECT 'c' || (${day * VISITS_A_DAY} + i) AS contact, CASE WHEN g % 10 < 8 THEN 'voice' ELSE 'chat' END AS channel, 'inbound' AS direction,
      'inbound' AS stream, CASE WHEN h % 10 < 8 THEN '138' || lpad(CAST((h // 10) % 20000000 AS VARCHAR), 8, '0') END AS customer,
      FALSE AS customer_mangled, MAP {'product': 'p' || (g % 20)} AS labels, 0::DOUBLE AS place, 'q' || (hash(i * 5 + ${day}) % 500) AS queue,
      CAST(g % 3 AS DOUBLE) AS priority, CASE WHEN o < 900 THEN 'a' || (g % 2000) END AS agent, CASE WHEN o < 900 THEN 's' || (g % 4) END AS site,
      CASE WHEN o < 900 THEN 'answered' WHEN o < 960 THEN 'abandoned' WHEN o < 998 THEN 'left' ELSE 'lost' END AS outcome,
      CASE WHEN o < 900 THEN NULL WHEN o < 960 THEN 'queue' WHEN o < 998 THEN 'voicemail' END AS reason,
      arrived_at, arrived_at + w AS decided_at, CASE WHEN o < 900 THEN arrived_at + w + t ELSE arrived_at + w END AS ended_at,
      CASE WHEN o < 900 THEN arrived_at + w + t + 20000 ELSE arrived_at + w END AS wrapped_at, CASE WHEN o < 998 THEN w END AS wait_ms,
      CASE WHEN o < 998 THEN w END AS waited_ms, arrived_at + w - 3000 AS rang_at, 3000::BIGINT AS ringing_ms, (g % 2)::DOUBLE AS refused,
      o < 900 AS handled, CASE WHEN o < 900 THEN t + 20000 END AS handle_ms, CASE WHEN o < 900 THEN 0::BIGINT END AS hold_ms,
      CASE WHEN o < 900 THEN 20000::BIGINT END AS wrap_ms, h % 100 < 5 AS transferred, NULL::BIGINT AS earlier_ms, 0::DOUBLE AS oddities,
      ${day * 6 * VISITS_A_DAY}::BIGINT + i * 6 AS position FROM v`;
}
