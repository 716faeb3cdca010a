import { setImmediate } from 'node:timers/promises';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';
import {
  ENTRIES_PER_READ,
  type Appended,
  type Conflict,
  type Journal,
  type JournalEntry,
  type StandingChange,
} from './journal.ts';
import { LineWriter, readEntry } from './journal-lines.ts';
import { isSameFact } from '../floor/same-fact.ts';
import { STANDING_TABLE, StandingTable } from './standing-table.ts';
import { inTransaction, openSqliteFile, type SqliteFile } from '../sqlite/sqlite-file.ts';
import { isDiskError, storageFailure } from '../sqlite/sqlite-failure.ts';
import { integerOf } from '../sqlite/sqlite-values.ts';

export type SqliteJournalOptions = {
  /** Usually `journal.db` in the data folder. Made when it is not there. */
  readonly file: string;
  /** The file never grows beyond this; absent: as far as the disk goes. */
  readonly maxBytes?: number;
  /** It is read only, and must be there. */
  readonly readOnly?: boolean;
};

/**
 * The journal in a SQLite file that this program has for itself. Throws a StorageFailure when it cannot have it.
 * Each `append` is one transaction and one sync of the disk, so a sender is faster in batches.
 */
export function sqliteJournal(options: SqliteJournalOptions): Journal {
  return new SqliteJournal(options);
}

/** "CBj1": written into the file, so that a file of another program is told apart. */
const APPLICATION_ID = 0x43_42_6a_31;

// Positions are given by us and rows are never deleted, so a plain key does not need AUTOINCREMENT and its extra write.
// The checksum is for SQLite's missing one: a byte that the disk turned over must not become another event.
const SCHEMA = `
  CREATE TABLE source (number INTEGER PRIMARY KEY, name ANY NOT NULL UNIQUE) STRICT;
  CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    source INTEGER NOT NULL,
    id ANY NOT NULL,
    received_at INTEGER NOT NULL,
    line TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX identity ON entry (source, id);
`;

/** The entries that were new, and those whose identity was there with other content. */
type Written = { readonly entries: readonly JournalEntry[]; readonly conflicts: readonly Conflict[] };

class SqliteJournal implements Journal {
  readonly #at: SqliteFile;
  readonly #database: DatabaseSync;
  readonly #lines: LineWriter;
  readonly #standings: StandingTable;
  readonly #positionsAfter: StatementSync;
  readonly #entriesAfter: StatementSync;
  #head: number;
  /** The disk failed under a write: what is on it is known again only after the file was opened anew. */
  #broken: Error | undefined;

  constructor(options: SqliteJournalOptions) {
    this.#at = {
      ...options,
      what: 'journal',
      applicationId: APPLICATION_ID,
      version: 1,
      schema: SCHEMA,
      additions: STANDING_TABLE,
      synchronous: 'FULL',
    };
    this.#database = openSqliteFile(this.#at);
    this.#lines = new LineWriter(this.#database);
    this.#standings = new StandingTable(this.#database);
    this.#positionsAfter = this.#database.prepare(
      'SELECT position FROM entry WHERE position > ? ORDER BY position',
    );
    this.#entriesAfter = this.#database.prepare(
      `SELECT position, received_at, line, checksum FROM entry WHERE position > ? ORDER BY position LIMIT ${ENTRIES_PER_READ}`,
    );
    this.#head = this.#lastPosition();
  }

  async append(
    events: readonly AcdEvent[],
    receivedAt: EpochMs,
    standing: readonly StandingChange[] = [],
  ): Promise<Appended> {
    if (this.#broken !== undefined) throw this.#broken;
    const { entries, conflicts } = this.#commit(events, receivedAt, standing);
    this.#head = entries.at(-1)?.position ?? this.#head;
    const duplicates = events.length - entries.length - conflicts.length;
    return { entries, duplicates, conflicts, head: this.#head };
  }

  async *readAfter(position: number): AsyncGenerator<readonly JournalEntry[]> {
    let last = position;
    for (;;) {
      const entries = this.#read(last);
      const end = entries.at(-1)?.position;
      if (end === undefined) return;
      yield entries;
      last = end;
      await setImmediate();
    }
  }

  async standing(source: SourceId): Promise<ReadonlyMap<string, string>> {
    try {
      return this.#standings.read(source);
    } catch (cause) {
      throw storageFailure(this.#at, cause);
    }
  }

  async head(): Promise<number> {
    return this.#head;
  }

  async close(): Promise<void> {
    this.#database.close();
  }

  #commit(events: readonly AcdEvent[], receivedAt: EpochMs, standing: readonly StandingChange[]): Written {
    const entries = events.map((event, index) => ({ position: this.#head + 1 + index, receivedAt, event }));
    try {
      return inTransaction(this.#database, () => {
        this.#standings.write(standing);
        return this.#write(entries);
      });
    } catch (cause) {
      this.#lines.forget();
      const failure = storageFailure(this.#at, cause);
      if (isDiskError(cause)) this.#broken = failure;
      throw failure;
    }
  }

  /** Each entry had its own position, and one that was known left its position empty. */
  #write(entries: readonly JournalEntry[]): Written {
    const written = this.#lines.write(entries);
    if (written === entries.length) return { entries, conflicts: [] };
    const positions = new Set(this.#positionsAfter.all(this.#head).map((row) => integerOf(row['position'])));
    return {
      entries: entries.filter((entry) => positions.has(entry.position)),
      conflicts: entries.flatMap(({ position, event }) =>
        positions.has(position) ? [] : this.#conflictOf(event),
      ),
    };
  }

  #conflictOf(told: AcdEvent): Conflict | readonly Conflict[] {
    const row = this.#lines.find(told);
    // What is sent again is nearly always the same to the letter, and that is seen at once.
    if (row === undefined || row['line'] === JSON.stringify(told)) return [];
    const known = readEntry(row, this.#at.file).event;
    return isSameFact(known, told) ? [] : { told, known };
  }

  #read(after: number): JournalEntry[] {
    try {
      return this.#entriesAfter.all(after).map((row) => readEntry(row, this.#at.file));
    } catch (cause) {
      throw storageFailure(this.#at, cause);
    }
  }

  #lastPosition(): number {
    try {
      return integerOf(
        this.#database.prepare('SELECT coalesce(max(position), 0) AS last FROM entry').get()?.['last'],
      );
    } catch (cause) {
      this.#database.close();
      throw storageFailure(this.#at, cause);
    }
  }
}
