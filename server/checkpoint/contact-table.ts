import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { ContactEvent } from '#domain/acd-event.ts';
import { contactId, type ContactId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { inTransaction, type SqliteFile } from '../sqlite/sqlite-file.ts';
import { storageFailure } from '../sqlite/sqlite-failure.ts';
import { idColumn, idOf, integerOf, textOf } from '../sqlite/sqlite-values.ts';
import type { Departing, PlacedContact, Scrubbing } from './world-store.ts';

/** Contacts written between two turns of others: some 10 ms. */
const WRITTEN_AT_ONCE = 500;

/** Contacts marked in one transaction: some 20 ms. */
const MARKED_AT_ONCE = 10_000;

/** The contacts of the world store. Everything it throws about the file is a StorageFailure. */
export class ContactTable {
  readonly #at: SqliteFile;
  readonly #database: DatabaseSync;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync, at: SqliteFile) {
    this.#database = database;
    this.#at = at;
    this.#statements = prepare(database);
  }

  /** Writes contacts that leave memory, some at a time. It is part of a transaction of its caller. */
  *write(contacts: Departing['contacts']): Generator<void, void> {
    if (contacts.length === 0) return;
    const { dropContact, writeContact, markUnwritten } = this.#statements;
    const first = this.lastPlace();
    let place = first;
    for (const { contact, lastAt, facts } of contacts) {
      if (place > first && (place - first) % WRITTEN_AT_ONCE === 0) yield;
      place += 1;
      dropContact.run(idColumn(contact));
      writeContact.run(place, idColumn(contact), lastAt, JSON.stringify(facts));
      markUnwritten.run(idColumn(contact));
    }
    this.#database.prepare('INSERT OR REPLACE INTO given (one, place) VALUES (1, ?)').run(place);
  }

  recall(contacts: readonly ContactId[]): readonly PlacedContact[] {
    return this.#guard(() =>
      [...new Set(contacts)].flatMap((contact) => {
        const row = this.#statements.readContact.get(idColumn(contact));
        return row === undefined ? [] : this.#readContact(row);
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
      this.#statements.contactsAfter.all(place, limit).map((row) => this.#readContact(row)),
    );
  }

  lastPlace(): number {
    // Prepared when it is asked for: a file of an earlier release that is only read has no such table.
    return this.#guard(() => integerOf(this.#database.prepare(LAST_PLACE).get()?.['place']));
  }

  contactsUpTo(place: number, limit: number): readonly PlacedContact[] {
    return this.#guard(() =>
      this.#statements.contactsUpTo.all(place, limit).map((row) => this.#readContact(row)),
    );
  }

  dropContacts(horizon: EpochMs, limit: number): number {
    return this.#guard(() =>
      inTransaction(this.#database, () => {
        const dropped = Number(this.#statements.dropContacts.run(horizon, limit).changes);
        if (dropped > 0) this.#database.prepare(PUT_SINCE).run(horizon);
        return dropped;
      }),
    );
  }

  contactsSince(): EpochMs | undefined {
    return this.#guard(() => {
      const since = this.#database.prepare('SELECT contacts FROM since').get()?.['contacts'];
      return since === undefined ? undefined : epochMs(integerOf(since));
    });
  }

  scrub(after: number, upTo: number, { text, scrub }: Scrubbing): readonly ContactId[] {
    return this.#guard(() => {
      const inJson = JSON.stringify(text).slice(1, -1);
      const found = this.#database.prepare(WITH_TEXT).all(after, upTo, inJson);
      const changed: ContactId[] = [];
      inTransaction(this.#database, () => {
        const change = this.#database.prepare('UPDATE contact SET facts = ? WHERE rowid = ?');
        for (const row of found) {
          const { place, contact, facts } = this.#readContact(row);
          const clean = scrub(facts);
          if (clean === facts) continue;
          change.run(JSON.stringify(clean), place);
          this.#statements.markUnwritten.run(idColumn(contact));
          changed.push(contact);
        }
      });
      return changed;
    });
  }

  #readContact(row: Readonly<Record<string, SQLOutputValue>>): PlacedContact {
    const contact = contactId(idOf(row['contact']));
    return {
      place: integerOf(row['place']),
      contact,
      lastAt: epochMs(integerOf(row['last_at'])),
      facts: this.#readFacts(contact, textOf(row['facts'])),
    };
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

const PUT_SINCE =
  'INSERT INTO since (one, contacts) VALUES (1, ?) ON CONFLICT DO UPDATE SET contacts = max(contacts, excluded.contacts)';

const LAST_PLACE =
  'SELECT max((SELECT coalesce(max(rowid), 0) FROM contact), coalesce((SELECT place FROM given), 0)) AS place';

const WITH_TEXT =
  'SELECT rowid AS place, contact, last_at, facts FROM contact WHERE rowid > ? AND rowid <= ? AND instr(facts, ?) > 0';

const CONTACT = 'SELECT rowid AS place, contact, last_at, facts FROM contact';

function prepare(database: DatabaseSync) {
  return {
    readContact: database.prepare(`${CONTACT} WHERE contact = ?`),
    contactsAfter: database.prepare(`${CONTACT} WHERE rowid > ? ORDER BY rowid LIMIT ?`),
    contactsUpTo: database.prepare(`${CONTACT} WHERE rowid <= ? ORDER BY rowid DESC LIMIT ?`),
    dropContact: database.prepare('DELETE FROM contact WHERE contact = ?'),
    writeContact: database.prepare(
      'INSERT INTO contact (rowid, contact, last_at, facts) VALUES (?, ?, ?, ?)',
    ),
    dropContacts: database.prepare(
      'DELETE FROM contact WHERE rowid IN (SELECT rowid FROM contact WHERE last_at < ? LIMIT ?)',
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
  };
}
