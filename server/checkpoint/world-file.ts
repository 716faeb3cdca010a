import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { ContactEvent } from '#domain/acd-event.ts';
import type { Alert, AlertTransition } from '#domain/alert.ts';
import { assert } from '#domain/assert.ts';
import { STREAMS } from '#domain/contact.ts';
import { COUNT_NAMES, emptyCounts } from '#domain/measures/counts.ts';
import { contactId, queueId, type ContactId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { inTransaction, openSqliteFile, type SqliteFile } from '../sqlite/sqlite-file.ts';
import { storageFailure } from '../sqlite/sqlite-failure.ts';
import { bytesOf, idColumn, idOf, integerOf, textOf } from '../sqlite/sqlite-values.ts';
import { byStartAndQueue } from './by-start-and-queue.ts';
import {
  TRANSITIONS_KEPT,
  type Alerts,
  type Checkpoint,
  type Departing,
  type KeptTransition,
  type PlacedContact,
  type StoredCell,
  type StoredContact,
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

/** Contacts that were saved since the history has written them. */
const UNWRITTEN_TABLE = `
  CREATE TABLE IF NOT EXISTS unwritten (contact ANY NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/** Contacts marked in one transaction: some 20 ms. */
const MARKED_AT_ONCE = 10_000;

/** The tables of the world store. Everything it throws about the file is a StorageFailure. */
export class WorldFile {
  readonly #at: SqliteFile;
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepare>;

  constructor({ file, ...limits }: Pick<SqliteFile, 'file' | 'maxBytes' | 'readOnly'>) {
    this.#at = {
      file,
      what: 'world store',
      applicationId: APPLICATION_ID,
      version: 3,
      schema: SCHEMA,
      additions: UNWRITTEN_TABLE,
      // The journal is on the disk before a checkpoint of it is: a power cut may at most bring back an earlier checkpoint.
      synchronous: 'NORMAL',
      ...limits,
    };
    this.#database = openSqliteFile(this.#at);
    this.#statements = prepare(this.#database);
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

  save({ position, definitions, world }: PackedCheckpoint, { contacts, cells }: Departing): void {
    this.#inTransaction(() => {
      this.#statements.writeCheckpoint.run(position, definitions, world);
      for (const { contact, lastAt, facts } of contacts) {
        this.#statements.writeContact.run(idColumn(contact), lastAt, JSON.stringify(facts));
        this.#statements.markUnwritten.run(idColumn(contact));
      }
      for (const cell of cells) this.#statements.addCell.run(...cellColumns(cell));
    });
  }

  recall(contacts: readonly ContactId[]): readonly StoredContact[] {
    return this.#guard(() =>
      [...new Set(contacts)].flatMap((contact) => {
        const row = this.#statements.readContact.get(idColumn(contact));
        return row === undefined ? [] : this.#readContact(contact, row);
      }),
    );
  }

  stored(contacts: readonly ContactId[]): ReadonlySet<ContactId> {
    return this.#guard(
      () =>
        new Set(
          contacts.filter((contact) => this.#statements.findContact.get(idColumn(contact)) !== undefined),
        ),
    );
  }

  unwritten(after: ContactId | undefined, limit: number): readonly ContactId[] {
    return this.#guard(() => {
      const { firstUnwritten, nextUnwritten } = this.#statements;
      const rows =
        after === undefined ? firstUnwritten.all(limit) : nextUnwritten.all(idColumn(after), limit);
      return rows.map((row) => contactId(idOf(row['contact'])));
    });
  }

  written(contacts: readonly ContactId[]): void {
    this.#inTransaction(() => {
      for (const contact of contacts) this.#statements.unmark.run(idColumn(contact));
    });
  }

  markUnwritten(after: number): number | undefined {
    return this.#guard(() => {
      const last = this.#statements.lastOfSome.get(after)?.['last'];
      if (last === null || last === undefined) return undefined;
      this.#statements.markSome.run(after, last);
      return integerOf(last);
    });
  }

  contactsAfter(place: number, limit: number): readonly PlacedContact[] {
    return this.#guard(() =>
      this.#statements.readContacts.all(place, limit).map((row) => ({
        ...this.#readContact(contactId(idOf(row['contact'])), row),
        place: integerOf(row['place']),
      })),
    );
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

  clear(): void {
    this.#inTransaction(() =>
      this.#database.exec(
        'DELETE FROM checkpoint; DELETE FROM contact; DELETE FROM cell; DELETE FROM unwritten',
      ),
    );
  }

  close(): void {
    this.#database.close();
  }

  #readContact(contact: ContactId, row: Readonly<Record<string, SQLOutputValue>>): StoredContact {
    const facts = this.#readFacts(contact, textOf(row['facts']));
    return { contact, lastAt: epochMs(integerOf(row['last_at'])), facts };
  }

  #readFacts(contact: ContactId, facts: string): readonly ContactEvent[] {
    try {
      // The facts are ours: they were events when they were written.
      return JSON.parse(facts) as readonly ContactEvent[];
    } catch (cause) {
      throw new StorageFailure(
        'damaged',
        `the world store ${this.#at.file} is damaged at contact ${contact}`,
        { cause },
      );
    }
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
    readContact: database.prepare('SELECT last_at, facts FROM contact WHERE contact = ?'),
    readContacts: database.prepare(
      'SELECT rowid AS place, contact, last_at, facts FROM contact WHERE rowid > ? ORDER BY rowid LIMIT ?',
    ),
    writeContact: database.prepare(
      'INSERT INTO contact (contact, last_at, facts) VALUES (?, ?, ?) ON CONFLICT (contact) DO UPDATE SET last_at = excluded.last_at, facts = excluded.facts',
    ),
    findContact: database.prepare('SELECT 1 FROM contact WHERE contact = ?'),
    markUnwritten: database.prepare('INSERT OR IGNORE INTO unwritten (contact) VALUES (?)'),
    firstUnwritten: database.prepare('SELECT contact FROM unwritten ORDER BY contact LIMIT ?'),
    nextUnwritten: database.prepare(
      'SELECT contact FROM unwritten WHERE contact > ? ORDER BY contact LIMIT ?',
    ),
    unmark: database.prepare('DELETE FROM unwritten WHERE contact = ?'),
    lastOfSome: database.prepare(
      `SELECT max(rowid) AS last FROM (SELECT rowid FROM contact WHERE rowid > ? ORDER BY rowid LIMIT ${MARKED_AT_ONCE})`,
    ),
    markSome: database.prepare(
      'INSERT OR IGNORE INTO unwritten (contact) SELECT contact FROM contact WHERE rowid > ? AND rowid <= ?',
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
