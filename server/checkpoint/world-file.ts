import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Alert, AlertTransition } from '#domain/alert.ts';
import { assert } from '#domain/assert.ts';
import { STREAMS } from '#domain/contact.ts';
import { COUNT_NAMES, emptyCounts } from '#domain/measures/counts.ts';
import { queueId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import {
  copyDatabase,
  foldLog,
  inOpenTransaction,
  inTransaction,
  openSqliteFile,
  type SqliteFile,
} from '../sqlite/sqlite-file.ts';
import { storageFailure } from '../sqlite/sqlite-failure.ts';
import { bytesOf, idColumn, idOf, integerOf, textOf } from '../sqlite/sqlite-values.ts';
import { ContactTable } from './contact-table.ts';
import { byStartAndQueue } from './by-start-and-queue.ts';
import {
  TRANSITIONS_KEPT,
  type Alerts,
  type Checkpoint,
  type Departing,
  type KeptTransition,
  type StoredCell,
} from './world-store.ts';

/** A checkpoint whose world is packed. */
export type PackedCheckpoint = Omit<Checkpoint, 'world'> & { readonly world: Uint8Array };

/** "CBw1": written into the file, so that a file of another program is told apart. */
const APPLICATION_ID = 0x43_42_77_31;

const SCHEMA = `
  CREATE TABLE checkpoint (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    position INTEGER NOT NULL,
    definitions TEXT NOT NULL,
    world BLOB NOT NULL
  ) STRICT;
  CREATE TABLE contact (contact ANY NOT NULL UNIQUE, last_at INTEGER NOT NULL, facts TEXT NOT NULL) STRICT;
  CREATE TABLE cell (
    start INTEGER NOT NULL,
    queue ANY NOT NULL,
    stream TEXT NOT NULL,
    ${COUNT_NAMES.map((name) => `${name} INTEGER NOT NULL`).join(', ')},
    PRIMARY KEY (start, queue, stream)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE alert (one INTEGER PRIMARY KEY CHECK (one = 1), alerts TEXT NOT NULL) STRICT;
  CREATE TABLE transition (number INTEGER PRIMARY KEY AUTOINCREMENT, transition TEXT NOT NULL) STRICT;
`;

// `unwritten`: contacts that were saved since the history has written them. Places are never given twice, so that what was judged up to
// one stays known; and the oldest contacts are found without a search.
const ADDITIONS = `
  CREATE TABLE IF NOT EXISTS unwritten (contact ANY NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS given (one INTEGER PRIMARY KEY CHECK (one = 1), place INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS since (one INTEGER PRIMARY KEY CHECK (one = 1), contacts INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS contact_last_at ON contact (last_at);
`;

/** The tables of the world store. Everything it throws about the file is a StorageFailure. */
export class WorldFile {
  readonly #at: SqliteFile;
  /** Contacts that are over. */
  readonly contacts: ContactTable;
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepare>;

  constructor({ file, ...limits }: Pick<SqliteFile, 'file' | 'maxBytes' | 'readOnly'>) {
    this.#at = {
      file,
      what: 'world store',
      applicationId: APPLICATION_ID,
      version: 3,
      schema: SCHEMA,
      additions: ADDITIONS,
      // The journal is on the disk before a checkpoint of it is: a power cut may at most bring back an earlier checkpoint.
      synchronous: 'NORMAL',
      ...limits,
    };
    this.#database = openSqliteFile(this.#at);
    this.#statements = prepare(this.#database);
    this.contacts = new ContactTable(this.#database, this.#at);
  }

  checkpoint(): PackedCheckpoint | undefined {
    return this.#guard(() => {
      const row = this.#statements.readCheckpoint.get();
      return (
        row && {
          position: integerOf(row['position']),
          definitions: textOf(row['definitions']),
          world: bytesOf(row['world']),
        }
      );
    });
  }

  /** Writes a checkpoint whole or not at all, with turns for others in between: until it is done nobody else may use this file. */
  async save(checkpoint: PackedCheckpoint, departing: Departing): Promise<void> {
    try {
      await inOpenTransaction(this.#database, this.#writeDown(checkpoint, departing));
    } catch (cause) {
      throw storageFailure(this.#at, cause);
    }
  }

  /** The same at one go. */
  saveAtOnce(checkpoint: PackedCheckpoint, departing: Departing): void {
    this.#inTransaction(() => void [...this.#writeDown(checkpoint, departing)]);
  }

  cells(from: EpochMs, to: EpochMs): readonly StoredCell[] {
    return this.#guard(() => this.#statements.readCells.all(from, to).map(readCell).sort(byStartAndQueue));
  }

  firstStart(): EpochMs | undefined {
    return this.#guard(() => {
      const start = this.#statements.firstCell.get()?.['start'];
      return start === undefined ? undefined : epochMs(integerOf(start));
    });
  }

  keepAlerts(alerts: Alerts, transitions: readonly AlertTransition[]): void {
    this.#inTransaction(() => {
      const { writeAlerts, addTransition, dropTransitions } = this.#statements;
      writeAlerts.run(JSON.stringify([...alerts]));
      for (const transition of transitions) addTransition.run(JSON.stringify(transition));
      dropTransitions.run(TRANSITIONS_KEPT);
    });
  }

  alerts(): Alerts {
    return this.#guard(() => {
      const row = this.#statements.readAlerts.get();
      // Both texts below are ours.
      return new Map(row && (JSON.parse(textOf(row['alerts'])) as readonly (readonly [string, Alert])[]));
    });
  }

  transitions(after: number, limit: number): readonly KeptTransition[] {
    return this.#guard(() =>
      this.#statements.readTransitions.all(after, limit).map((row) => ({
        number: integerOf(row['number']),
        transition: JSON.parse(textOf(row['transition'])) as AlertTransition,
      })),
    );
  }

  /** Alerts and transitions of another file, with their numbers. */
  takeOver(alerts: Alerts, transitions: readonly KeptTransition[]): void {
    this.#inTransaction(() => {
      this.#statements.writeAlerts.run(JSON.stringify([...alerts]));
      for (const { number, transition } of transitions)
        this.#statements.takeTransition.run(number, JSON.stringify(transition));
    });
  }

  /** Writes the log into the file and empties it. */
  fold(): void {
    this.#guard(() => foldLog(this.#database));
  }

  async copyTo(file: string): Promise<void> {
    await copyDatabase(this.#database, { ...this.#at, file });
  }

  close(): void {
    this.#database.close();
  }

  *#writeDown(
    { position, definitions, world }: PackedCheckpoint,
    { contacts, cells }: Departing,
  ): Generator<void, void> {
    this.#statements.writeCheckpoint.run(position, definitions, world);
    yield* this.contacts.write(contacts);
    for (const cell of cells) this.#statements.addCell.run(...cellColumns(cell));
  }

  #inTransaction(work: () => void): void {
    this.#guard(() => inTransaction(this.#database, work));
  }

  #guard<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      throw storageFailure(this.#at, cause);
    }
  }
}

function prepare(database: DatabaseSync) {
  return {
    readCheckpoint: database.prepare('SELECT position, definitions, world FROM checkpoint'),
    writeCheckpoint: database.prepare(
      'INSERT OR REPLACE INTO checkpoint (one, position, definitions, world) VALUES (1, ?, ?, ?)',
    ),
    readCells: database.prepare('SELECT * FROM cell WHERE start >= ? AND start < ?'),
    firstCell: database.prepare('SELECT start FROM cell ORDER BY start LIMIT 1'),
    addCell: database.prepare(
      `INSERT INTO cell (start, queue, stream, ${COUNT_NAMES.join(', ')}) VALUES (?, ?, ?${', ?'.repeat(COUNT_NAMES.length)})
       ON CONFLICT (start, queue, stream) DO UPDATE SET ${COUNT_NAMES.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
    ),
    ...prepareAlerts(database),
  };
}

function prepareAlerts(database: DatabaseSync) {
  return {
    readAlerts: database.prepare('SELECT alerts FROM alert'),
    writeAlerts: database.prepare('INSERT OR REPLACE INTO alert (one, alerts) VALUES (1, ?)'),
    takeTransition: database.prepare('INSERT INTO transition (number, transition) VALUES (?, ?)'),
    addTransition: database.prepare('INSERT INTO transition (transition) VALUES (?)'),
    readTransitions: database.prepare(
      'SELECT number, transition FROM transition WHERE number > ? ORDER BY number LIMIT ?',
    ),
    dropTransitions: database.prepare(
      'DELETE FROM transition WHERE number <= (SELECT max(number) FROM transition) - ?',
    ),
  };
}

function cellColumns({ queue, stream, start, counts }: StoredCell): SQLInputValue[] {
  return [start, idColumn(queue), stream, ...COUNT_NAMES.map((name) => counts[name])];
}

function readCell(row: Readonly<Record<string, SQLOutputValue>>): StoredCell {
  const counts = emptyCounts();
  for (const name of COUNT_NAMES) counts[name] = integerOf(row[name]);
  const stream = STREAMS.find((one) => one === row['stream']);
  assert(stream !== undefined, 'a cell was stored with its stream');
  return { start: epochMs(integerOf(row['start'])), queue: queueId(idOf(row['queue'])), stream, counts };
}
