import type { DatabaseSync } from 'node:sqlite';
import { integerOf } from '../sqlite/sqlite-values.ts';
import { openSqliteFile, type SqliteFile } from '../sqlite/sqlite-file.ts';
import { FLOOR_TABLE } from './sqlite-keeping.ts';
import { STANDING_TABLE } from './standing-table.ts';

/** "CBj1": written into the file, so that a file of another program is told apart. */
const APPLICATION_ID = 0x43_42_6a_31;

// Positions are given by us and the last row is never deleted, so a plain key does not need AUTOINCREMENT and its extra write.
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

/** How the file of a journal is opened. */
export const journalFileOptions = (
  options: Pick<SqliteFile, 'file' | 'maxBytes' | 'readOnly'>,
): SqliteFile => ({
  ...options,
  what: 'journal',
  applicationId: APPLICATION_ID,
  version: 1,
  schema: SCHEMA,
  additions: `${STANDING_TABLE};${FLOOR_TABLE}`,
  synchronous: 'FULL',
});

/** The journal's file, opened to be read, whatever the note beside it says. Throws a StorageFailure. */
export const openJournalFile = (file: string): DatabaseSync =>
  openSqliteFile(journalFileOptions({ file, readOnly: true }));

/** The last position that stands in the file; 0 when there is none. */
export const lastPositionIn = (database: DatabaseSync): number =>
  integerOf(database.prepare('SELECT coalesce(max(position), 0) AS last FROM entry').get()?.['last']);
