import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { StorageFailure } from './storage-failure.ts';
import { integerOf } from './sqlite-values.ts';
import { storageFailure } from './sqlite-failure.ts';

/** Which file, whose it must be, and how an empty one is made. */
export type SqliteFile = {
  readonly file: string;
  /** What the file is to people: "journal". */
  readonly what: string;
  /** SQLite's application_id: a file with another one belongs to another program. */
  readonly applicationId: number;
  /** SQLite's user_version: a file with a higher one was written by a later release. */
  readonly version: number;
  readonly schema: string;
  /** Tables that later releases of the same format have added: made where they are missing, and passed over by earlier ones. */
  readonly additions?: string;
  /** FULL: a commit is on the disk. NORMAL: after a power cut the last commits may be gone, never half of one. */
  readonly synchronous: 'FULL' | 'NORMAL';
  /** The file never grows beyond this; absent: as far as the disk goes. */
  readonly maxBytes?: number;
  /** Nothing is made or changed: the file must be there, whole, and in nobody's use. */
  readonly readOnly?: boolean;
};

const PAGE_BYTES = 4_096;

/** 64 MB of pages in memory: the upper levels of an index over 100 million entries. */
const CACHE_KIB = 65_536;

/** Opens the file for this program alone, making it when it is not there. Throws a StorageFailure that names it otherwise. */
export function openSqliteFile(options: SqliteFile): DatabaseSync {
  if (options.readOnly === true) return openToRead(options);
  let database: DatabaseSync | undefined;
  try {
    refuseOrphanedLog(options);
    mkdirSync(dirname(options.file), { recursive: true });
    database = new DatabaseSync(options.file);
    // Before the first read: the lock is then taken with it and kept until close, and no shared memory file is made.
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    if (isEmpty(database)) create(database, options);
    else refuseForeign(database, options);
    settle(database, options);
    return database;
  } catch (cause) {
    database?.close();
    throw storageFailure(options, cause);
  }
}

function openToRead(options: SqliteFile): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(options.file, { readOnly: true });
    refuseForeign(database, options);
    return database;
  } catch (cause) {
    database?.close();
    throw storageFailure(options, cause);
  }
}

/** Runs `work` in one transaction: whole, or not at all when it throws. */
export function inTransaction<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    // SQLite has already rolled back after some failures, such as a full disk.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw cause;
  }
}

/**
 * Runs work that yields in one transaction: whole, or not at all when it throws. Others have a turn at every yield, and nobody else may use
 * the database until it is done: they would do so within the transaction.
 */
export async function inOpenTransaction(database: DatabaseSync, work: Iterable<void>): Promise<void> {
  const parts = work[Symbol.iterator]();
  database.exec('BEGIN IMMEDIATE');
  try {
    while (parts.next().done !== true) await setImmediate();
    database.exec('COMMIT');
  } catch (cause) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw cause;
  }
}

/** Pages that are copied at once: half a megabyte. A commit waits for them at most, some 2 ms. */
const PAGES_AT_ONCE = 128;

/** Copies a database that is in use into a new file, a few pages at a time. Rejects with a StorageFailure that names the new file. */
export async function copyDatabase(
  database: DatabaseSync,
  to: Pick<SqliteFile, 'file' | 'what'>,
): Promise<void> {
  try {
    await backup(database, to.file, { rate: PAGES_AT_ONCE });
  } catch (cause) {
    throw storageFailure(to, cause);
  }
}

/** Writes the log into its file and cuts it to nothing, so that no page stands in it as it was before. */
export function foldLog(database: DatabaseSync): void {
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

/** SQLite would quietly drop a write-ahead log whose main file is gone, and with it what was acknowledged. */
function refuseOrphanedLog({ file, what }: SqliteFile): void {
  const log = `${file}-wal`;
  const orphaned = !existsSync(file) && existsSync(log) && statSync(log).size > 0;
  if (!orphaned) return;
  throw new StorageFailure(
    'damaged',
    `${file} is missing but ${log} is there: the ${what} was moved or deleted without its log; put it back, or move the log away to start anew`,
  );
}

/** No bytes, or a kill came between the first page and the tables. Reads the schema, so a damaged one is found here. */
function isEmpty(database: DatabaseSync): boolean {
  const tables = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables'];
  return integerOf(tables) === 0 && pragma(database, 'application_id') === 0;
}

function create(database: DatabaseSync, options: SqliteFile): void {
  database.exec(`PRAGMA page_size = ${PAGE_BYTES}; PRAGMA journal_mode = WAL`);
  inTransaction(database, () => {
    database.exec(options.schema);
    database.exec(
      `PRAGMA application_id = ${options.applicationId}; PRAGMA user_version = ${options.version}`,
    );
  });
}

function refuseForeign(database: DatabaseSync, { file, what, applicationId, version }: SqliteFile): void {
  if (pragma(database, 'application_id') !== applicationId)
    throw new StorageFailure(
      'damaged',
      `${file} is not a Callboard ${what}: another program made it; give another --data folder`,
    );
  const found = pragma(database, 'user_version');
  if (found !== version)
    throw new StorageFailure(
      'damaged',
      `${file} has format ${found}, this release reads format ${version}: start the release that wrote it`,
    );
}

function settle(database: DatabaseSync, { synchronous, maxBytes, additions }: SqliteFile): void {
  database.exec(
    // What is deleted is overwritten with zeros: an erased customer is not to be found in free pages.
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA cache_size = -${CACHE_KIB}; PRAGMA secure_delete = ON`,
  );
  if (additions !== undefined) database.exec(additions);
  if (maxBytes !== undefined) database.exec(`PRAGMA max_page_count = ${Math.floor(maxBytes / PAGE_BYTES)}`);
}

function pragma(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  return integerOf(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}
