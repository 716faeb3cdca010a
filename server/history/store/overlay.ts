import { setImmediate } from 'node:timers/promises';
import type { ContactEvent } from '#domain/acd-event.ts';
import type { ContactRecord } from '#domain/contact.ts';
import type { Row } from '#domain/history/column.ts';
import type { RowContext } from '#domain/history/row-context.ts';
import type { ContactRowKind, RowKind } from '#domain/history/rows.ts';
import type { ContactId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { EngineStep } from '../engine/engine-words.ts';
import { FRESH_CONTACTS } from '../sql/relation.ts';
import { asColumns, freshTable, tableColumns } from '../sql/row-tables.ts';
import { CONTACT_KINDS, contactRows, type ContactRows } from './contact-rows.ts';
import { ROW_KINDS } from './parts.ts';
import type { Batch } from './write-parts.ts';

/** A contact as the floor has it. */
export type FloorContact = { readonly record: ContactRecord; readonly facts: readonly ContactEvent[] };

/** Gives back what it is given, or the same without something. */
export type Change = <Value>(value: Value) => Value;

type Entry = ContactRows & {
  readonly record: ContactRecord;
  /** It may have rows in files: they count no longer. */
  isStored: boolean;
  /** It has left the floor, and may be written. */
  isOver: boolean;
};

/** What is looked at: the contacts on the floor, and up to which position they were read. */
export type Look = {
  readonly contacts: ReadonlyMap<ContactId, FloorContact>;
  readonly position: number;
  readonly context: RowContext;
  /** Which of these contacts have been stored before. */
  readonly stored: (contacts: readonly ContactId[]) => Promise<ReadonlySet<ContactId>>;
};

/** Contacts that are read into rows at once: some 10 ms. Thousands begin or end between two looks, and whoever sends has a turn meanwhile. */
const READ_AT_ONCE = 500;

/**
 * Contacts whose rows are in no file as they now are: those on the floor, and those that have left it and are not written yet. The engine
 * has the same rows in tables of its own, and is told what changed; one that begins anew is told all.
 */
export class Overlay {
  readonly #entries = new Map<ContactId, Entry>();
  readonly #changed = new Set<ContactId>();
  /** Which life of the engine knows of it. */
  #told: number | undefined;
  #over = 0;

  /** How many contacts have left the floor and are in no file. */
  waiting(): number {
    return this.#over;
  }

  /** Looks at the floor: reads what changed, and marks what has left it. It has to look before contacts are forgotten, and nothing may change meanwhile. */
  async look({ contacts, ...look }: Look): Promise<void> {
    for (const [contact, entry] of this.#entries)
      if (!entry.isOver && !contacts.has(contact)) this.#markOver(entry);
    const changed: ContactId[] = [];
    for (const [contact, book] of contacts) {
      const entry = this.#entries.get(contact);
      if (entry === undefined || entry.record !== book.record || entry.isOver) changed.push(contact);
    }
    for (let from = 0; from < changed.length; from += READ_AT_ONCE) {
      if (from > 0) await setImmediate();
      await this.#read(changed.slice(from, from + READ_AT_ONCE), { contacts, ...look });
    }
  }

  /** Takes in a contact as it is stored: it left the floor before a restart, or was changed where it is stored. What is on the floor is newer. */
  takeOver(contact: ContactId, book: FloorContact, position: number, context: RowContext): void {
    if (this.#entries.get(contact)?.isOver === false) return;
    this.#markOver(this.#put(contact, book, { position, context, isStored: true }));
  }

  /** Takes what `change` makes of contacts; what is being written of them just now is written again. */
  change(change: Change): void {
    for (const [contact, entry] of this.#entries) {
      const rows = new Map([...entry.rows].map(([kind, some]) => [kind, change(some)] as const));
      const isSame = [...rows].every(([kind, some]) => some === entry.rows.get(kind));
      if (isSame && change(entry.record) === entry.record) continue;
      this.#entries.set(contact, { ...entry, rows, record: { ...change(entry.record) } });
      this.#changed.add(contact);
    }
  }

  /** Contacts to be written, at most `most`: those that are in no file, and those that are where `withStored`. */
  batch(most: number, withStored: boolean): Batch {
    const contacts: ContactId[] = [];
    const stale = new Set<LocalDay>();
    const gathered = new Map<ContactRowKind, { rows: Row[]; positions: number[] }>();
    for (const [contact, entry] of this.#entries) {
      if (!entry.isOver || (entry.isStored && !withStored)) continue;
      if (contacts.length >= most) break;
      contacts.push(contact);
      if (entry.isStored) for (const day of entry.days) stale.add(day);
      for (const [kind, rows] of entry.rows) {
        const some = gathered.get(kind) ?? { rows: [], positions: [] };
        gathered.set(kind, some);
        for (const row of rows) {
          some.rows.push(row);
          some.positions.push(entry.position);
        }
      }
    }
    return { contacts, stale, rows: gathered };
  }

  /** What was written is in files now. Answers which contacts are in no other way: the others have been heard of since. */
  drop(batch: Batch, read: ReadonlyMap<ContactId, ContactRecord>): readonly ContactId[] {
    const dropped: ContactId[] = [];
    for (const contact of batch.contacts) {
      const entry = this.#entries.get(contact);
      if (entry === undefined) continue;
      if (entry.isOver && entry.record === read.get(contact)) {
        this.#entries.delete(contact);
        this.#over -= 1;
        this.#changed.add(contact);
        dropped.push(contact);
      } else entry.isStored = true;
    }
    return dropped;
  }

  /** Lets go of everything. */
  clear(): void {
    this.#entries.clear();
    this.#changed.clear();
    this.#over = 0;
    this.#told = undefined;
  }

  /** The engine has not heard what it was told: it is told everything again. */
  tellAgain(): void {
    this.#told = undefined;
  }

  /** The lives that the contacts of a batch are written from. */
  recordsOf({ contacts }: Batch): ReadonlyMap<ContactId, ContactRecord> {
    return new Map(
      contacts.flatMap((contact) => {
        const entry = this.#entries.get(contact);
        return entry === undefined ? [] : [[contact, entry.record] as const];
      }),
    );
  }

  /** The days whose files hold rows that count no longer. */
  staleDays(): ReadonlySet<LocalDay> {
    const days = new Set<LocalDay>();
    for (const { isStored, days: some } of this.#entries.values())
      if (isStored) for (const day of some) days.add(day);
    return days;
  }

  /** What the engine has to hear before it is asked. */
  tell(life: number): readonly EngineStep[] {
    const isNew = this.#told !== life;
    const contacts = isNew ? [...this.#entries.keys()] : [...this.#changed];
    this.#told = life;
    this.#changed.clear();
    const steps = isNew ? BEGINNING : forgetting(contacts);
    return contacts.length === 0 ? steps : [...steps, ...this.#adding(contacts)];
  }

  async #read(some: readonly ContactId[], { contacts, position, context, stored }: Look): Promise<void> {
    const news = some.filter((contact) => !this.#entries.has(contact));
    const known = news.length === 0 ? new Set<ContactId>() : await stored(news);
    for (const contact of some) {
      const book = contacts.get(contact);
      const isStored = this.#entries.get(contact)?.isStored ?? known.has(contact);
      if (book !== undefined) this.#put(contact, book, { position, context, isStored });
    }
  }

  #markOver(entry: Entry): void {
    if (entry.isOver) return;
    entry.isOver = true;
    this.#over += 1;
  }

  #put(
    contact: ContactId,
    { record, facts }: FloorContact,
    { position, context, isStored }: { position: number; context: RowContext; isStored: boolean },
  ): Entry {
    if (this.#entries.get(contact)?.isOver === true) this.#over -= 1;
    const entry = { ...contactRows({ record, facts }, position, context), record, isStored, isOver: false };
    this.#entries.set(contact, entry);
    this.#changed.add(contact);
    return entry;
  }

  #adding(contacts: readonly ContactId[]): readonly EngineStep[] {
    const present = contacts.filter((contact) => this.#entries.has(contact));
    const steps: EngineStep[] = [{ kind: 'add', table: FRESH_CONTACTS, columns: [present] }];
    for (const kind of CONTACT_KINDS) {
      const rows: Row[] = [];
      const positions: number[] = [];
      for (const contact of present) {
        const entry = this.#entries.get(contact);
        for (const row of entry?.rows.get(kind) ?? []) {
          rows.push(row);
          positions.push(entry?.position ?? 0);
        }
      }
      if (rows.length > 0)
        steps.push({ kind: 'add', table: freshTable(kind), columns: asColumns(kind, rows, positions) });
    }
    return steps;
  }
}

const run = (sql: string): EngineStep => ({ kind: 'run', sql });
const create = (kind: RowKind): EngineStep =>
  run(`CREATE OR REPLACE TABLE ${freshTable(kind)} (${tableColumns(kind)})`);

const HEARD = 'heard_contact';

const BEGINNING: readonly EngineStep[] = [
  run(`CREATE OR REPLACE TABLE ${FRESH_CONTACTS} (contact VARCHAR)`),
  run(`CREATE OR REPLACE TABLE ${HEARD} (contact VARCHAR)`),
  ...ROW_KINDS.map(create),
];

/** The rows of contacts that are read anew or are in files now. */
function forgetting(contacts: readonly ContactId[]): readonly EngineStep[] {
  if (contacts.length === 0) return [];
  const tables = [FRESH_CONTACTS, ...CONTACT_KINDS.map(freshTable)];
  return [
    run(`CREATE OR REPLACE TABLE ${HEARD} (contact VARCHAR)`),
    { kind: 'add', table: HEARD, columns: [contacts] },
    ...tables.map((table) => run(`DELETE FROM ${table} WHERE contact IN (SELECT contact FROM ${HEARD})`)),
  ];
}
