import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SourceId } from '#domain/ids.ts';
import { idColumn, idOf, textOf } from '../sqlite/sqlite-values.ts';
import type { StandingChange } from './journal.ts';

/** A table beside the events, so that what a reader knows is committed with what it has told. */
export const STANDING_TABLE = `
  CREATE TABLE IF NOT EXISTS standing (
    source ANY NOT NULL,
    key ANY NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (source, key)
  ) STRICT, WITHOUT ROWID`;

/** What the readers of sources know. */
export class StandingTable {
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #of: StatementSync;

  constructor(database: DatabaseSync) {
    this.#put = database.prepare(
      'INSERT INTO standing VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    this.#remove = database.prepare('DELETE FROM standing WHERE source = ? AND key = ?');
    this.#of = database.prepare('SELECT key, value FROM standing WHERE source = ?');
  }

  /** Writes the changes, in their order. */
  write(changes: readonly StandingChange[]): void {
    for (const { source, key, value } of changes) {
      if (value === undefined) this.#remove.run(idColumn(source), idColumn(key));
      else this.#put.run(idColumn(source), idColumn(key), value);
    }
  }

  /** All that the reader of the source knows, by key. */
  read(source: SourceId): ReadonlyMap<string, string> {
    const rows = this.#of.all(idColumn(source));
    return new Map(rows.map((row) => [idOf(row['key']), textOf(row['value'])]));
  }
}
