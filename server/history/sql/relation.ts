import type { RowKind } from '#domain/history/rows.ts';
import type { EpochMs } from '#domain/time.ts';
import { quoted, sqlText } from '../conditions/sql-words.ts';
import { POSITION, columnsOf, foreignColumns, freshTable } from './row-tables.ts';

/** Where the rows of a question are: in which files, and what is in none yet. */
export type Whereabouts = {
  /** Files that lie in the range as a whole, of whose contacts nothing was heard since. */
  readonly inner: readonly string[];
  /** Files that reach over an end of the range. */
  readonly files: readonly string[];
  /** Files of which some contacts are read anew: their rows there count no longer. */
  readonly touched: readonly string[];
  /** The last moment that is known: who waits has waited until then. */
  readonly now: EpochMs;
};

/** Contacts whose rows in files are replaced by those in no file. */
export const FRESH_CONTACTS = 'fresh_contact';

export type Relation = {
  readonly kind: RowKind;
  readonly where: Whereabouts;
  /** A condition in SQL over the columns of the kind, by which files are passed over. */
  readonly range: string;
  /** The wider range in which a customer's earlier visits are looked for; absent: nobody asks. */
  readonly earlier?: string;
};

/** Every row of a kind within a range, each once, with all columns that a condition may name: a SELECT. */
export function relationSql({ kind, where, range, earlier }: Relation): string {
  const rows = (of: string): string =>
    [
      `SELECT ${freshColumns(kind, where.now)} FROM ${freshTable(kind)} WHERE ${of}`,
      ...filed(where.inner, 'TRUE'),
      ...filed(where.files, of),
      ...filed(where.touched, `${of} AND contact NOT IN (SELECT contact FROM ${FRESH_CONTACTS})`),
    ].join(' UNION ALL BY NAME ');
  const known = `SELECT *, ${foreignColumns(kind).join(', ')} FROM`;
  if (earlier === undefined || kind !== 'visit') return `${known} (${rows(range)})`;
  return `${known} (SELECT visit.* REPLACE (${EARLIER} AS earlier_ms)
    FROM (${rows(range)}) AS visit LEFT JOIN (${instantsSql(rows(earlier))}) AS instant
    ON visit.customer = instant.came AND visit.arrived_at = instant.came_at)`;
}

/** Since the customer's last visit to any queue with another contact, which began before this one. */
const EARLIER =
  'visit.arrived_at - CASE WHEN instant.last_alone = visit.contact THEN instant.older_at ELSE instant.last_at END';

/**
 * The instants at which customers came, of each the one before (`last_at`), the contact that came alone then (`last_alone`), and the last
 * instant before at which another than that one came (`older_at`). One pass over the sorted instants, however often somebody comes.
 */
const instantsSql = (
  visits: string,
): string => `SELECT came, came_at, last_at, last_alone, lag(other_at) OVER past AS older_at FROM (
  SELECT *, max(CASE WHEN alone = last_alone THEN NULL ELSE last_at END) OVER (past ROWS UNBOUNDED PRECEDING) AS other_at FROM (
    SELECT *, lag(came_at) OVER past AS last_at, lag(alone) OVER past AS last_alone FROM (
      SELECT customer AS came, arrived_at AS came_at,
        CASE WHEN min(contact) = max(contact) THEN min(contact) END AS alone
      FROM (${visits}) WHERE customer IS NOT NULL GROUP BY customer, arrived_at)
    WINDOW past AS (PARTITION BY came ORDER BY came_at))
  WINDOW past AS (PARTITION BY came ORDER BY came_at))
WINDOW past AS (PARTITION BY came ORDER BY came_at)`;

function filed(files: readonly string[], range: string): readonly string[] {
  if (files.length === 0) return [];
  const where = range === 'TRUE' ? '' : ` WHERE ${range}`;
  return [`SELECT * FROM read_parquet([${files.map(sqlText).join(', ')}], union_by_name = true)${where}`];
}

/** What is open grows older while nobody tells anything. */
function freshColumns(kind: RowKind, now: EpochMs): string {
  const aging: Readonly<Record<string, string>> = AGING[kind] ?? {};
  const columns = columnsOf(kind).map(([name]) => {
    const sql = Object.hasOwn(aging, name) ? aging[name] : undefined;
    return sql === undefined ? quoted(name) : `${sql.replaceAll('NOW', String(now))} AS ${quoted(name)}`;
  });
  return [...columns, POSITION].join(', ');
}

const AGING: Partial<Record<RowKind, Readonly<Record<string, string>>>> = {
  visit: { waited_ms: `CASE WHEN outcome = 'waiting' THEN greatest(0, NOW - arrived_at) ELSE waited_ms END` },
  round: { waited_ms: `CASE WHEN outcome = 'open' THEN greatest(0, NOW - arrived_at) ELSE waited_ms END` },
  handling: {
    worked_until: `CASE WHEN outcome = 'open' THEN greatest(answered_at, NOW) ELSE worked_until END`,
  },
};
