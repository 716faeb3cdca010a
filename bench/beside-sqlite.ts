import { rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Row } from '#domain/history/column.ts';

const MIB = 1_048_576;

export type BesideSqlite = {
  readonly rows: readonly Row[];
  readonly file: string;
  readonly say: (what: string, answer: string) => void;
  readonly timed: (what: string, work: () => Promise<object>) => Promise<void>;
};

/** The same columns that the questions read, row by row, with an index that helps them most. */
export async function besideSqlite({ rows, file, say, timed }: BesideSqlite): Promise<void> {
  const database = writeSqlite({ rows, file, say });
  const sql = `SELECT queue, arrived_at / 1800000, count(*), sum(outcome = 'answered'), sum(outcome = 'abandoned'),
    sum(outcome = 'answered' AND wait_ms <= 20000), sum(wait_ms) FILTER (WHERE outcome = 'answered'), sum(handle_ms), max(wait_ms) FROM visit GROUP BY 1, 2`;
  await timed(`SQLite: ${rows.length} visits by queue and half hour, without percentile`, async () =>
    database.prepare(sql).all(),
  );
  await timed(`SQLite: ${rows.length} visits, service level`, async () =>
    database
      .prepare(
        `SELECT sum(outcome = 'answered' AND wait_ms <= 20000) * 1.0 / count(*) FROM visit WHERE NOT (outcome = 'abandoned' AND wait_ms < 5000)`,
      )
      .all(),
  );
  database.close();
  rmSync(file, { force: true });
}

function writeSqlite({ rows, file, say }: Pick<BesideSqlite, 'rows' | 'file' | 'say'>): DatabaseSync {
  rmSync(file, { force: true });
  const database = new DatabaseSync(file);
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE visit (arrived_at INTEGER, queue TEXT, contact TEXT, customer TEXT, agent TEXT, outcome TEXT, reason TEXT, wait_ms INTEGER, handle_ms INTEGER, ended_at INTEGER, labels TEXT); CREATE INDEX by_arrival ON visit (arrived_at)',
  );
  const insert = database.prepare('INSERT INTO visit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const begun = performance.now();
  database.exec('BEGIN');
  for (const row of rows)
    insert.run(
      ...[
        'arrived_at',
        'queue',
        'contact',
        'customer',
        'agent',
        'outcome',
        'reason',
        'wait_ms',
        'handle_ms',
        'ended_at',
      ].map((name) => scalar(row[name])),
      JSON.stringify(row['labels'] ?? {}),
    );
  database.exec('COMMIT');
  say(
    `SQLite: ${rows.length} visits written`,
    `${(performance.now() - begun).toFixed(0)} ms, ${(statSync(file).size / MIB).toFixed(1)} MiB`,
  );
  return database;
}

const scalar = (value: unknown): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null;
