import { rm } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ContactEvent } from '#domain/acd-event.ts';
import type { ContactRecord } from '#domain/contact.ts';
import type { RowContext } from '#domain/history/row-context.ts';
import type { RowKind } from '#domain/history/rows.ts';
import type { ContactId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, later, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { WorldStore } from '../../checkpoint/world-store.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineFailure } from '../engine/engine-failure.ts';
import type { Asking, HistoryAnswer, Reading } from '../sql/reading.ts';
import { locateParts } from './locate-parts.ts';
import { markFirstTime } from './mark-first-time.ts';
import { Overlay, type Change, type FloorContact } from './overlay.ts';
import { CONTACT_KINDS } from './contact-rows.ts';
import { Parts, borders, utcDay, type Part } from './parts.ts';
import { dropReplaced, mergeParts, writeBatch, type Written } from './write-parts.ts';

/** The floor as the history looks at it. */
export type FloorView = {
  readonly contacts: ReadonlyMap<ContactId, FloorContact>;
  readonly position: number;
  readonly now: EpochMs;
  readonly context: RowContext;
};

/** What the history needs of the store of checkpoints. */
export type HistoryStore = Pick<WorldStore, 'recall' | 'stored' | 'unwritten' | 'written' | 'markUnwritten'>;

export type HistoryOptions = {
  readonly folder: string;
  /** Answers questions. */
  readonly reader: Engine;
  /** Writes files, so that no question waits for it. */
  readonly writer: Engine;
  readonly store: HistoryStore;
  /** The floor as it is now. Looked at while nothing changes. */
  readonly floor: () => FloorView;
  /** Reads facts that have left the floor. */
  readonly read: (facts: readonly ContactEvent[]) => ContactRecord;
  /** Runs work while nothing changes on the floor. Undefined while too many want to. */
  readonly between: <Answer>(work: () => Promise<Answer>) => Promise<Answer> | undefined;
  readonly log: Logger;
};

/** Contacts written at once: what a centre of a million a day brings in some ten minutes of its busiest hour. */
const MOST_WRITTEN = 50_000;
/** Contacts are in memory until they are written. */
const WRITE_EVERY_MS: DurationMs = 5 * MINUTE_MS;
/** A day of which a contact is heard of late is written anew, all of it: not for each. */
const REWRITE_EVERY_MS: DurationMs = HOUR_MS;
/** Every file costs a question a millisecond or two. */
const MOST_PARTS = 12;
/** A day that is over is put together into one file, once what comes late within minutes has come. */
const DAY_RESTS_MS: DurationMs = HOUR_MS;
/** A contact's stored facts are read back this many at a time, between two steps. */
const RECALLED_AT_ONCE = 500;
/** Until those who ask have had their turn. */
const BUSY_MS: DurationMs = 100;
/** A question of a quarter takes some seconds; whoever waits longer should ask for less. */
const ANSWER_LIMIT_MS: DurationMs = 30 * SECOND_MS;

/** Rows of everything that was on the floor, up to now. */
export class History implements Reading {
  readonly #options: HistoryOptions;
  readonly #parts: Parts;
  readonly #overlay = new Overlay();
  #isWhole = false;
  #hasLooked = false;
  #writing: Promise<void> = Promise.resolve();
  #isWriting = false;
  /** The last time: it is tried again when it is due, however much waits. */
  #hasFailed = false;
  #isClosed = false;
  #wroteAt: EpochMs | undefined;
  #rewroteAt: EpochMs | undefined;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.#parts = new Parts(options.folder);
  }

  /** False while what happened before the last restart is still being read. */
  isWhole(): boolean {
    return this.#isWhole;
  }

  /** Looks at the floor, before contacts leave it. Nothing may change meanwhile. */
  async look(): Promise<void> {
    const { reader, writer } = this.#options;
    // Where there is no engine nobody asks or writes, ever. What is stored stays marked, for a start on another machine.
    if ((writer.absence() ?? reader.absence()) !== undefined) return this.#overlay.clear();
    const { contacts, position, context } = this.#options.floor();
    // After a restart nobody knows which of them were written before it.
    const stored = this.#hasLooked ? (news: readonly ContactId[]) => this.#options.store.stored(news) : all;
    this.#hasLooked = true;
    await this.#overlay.look({ contacts, position, context, stored });
  }

  /** Takes up what had left the floor before a restart and is perhaps in no file; all there is, where there are no files yet. */
  async resume(): Promise<void> {
    await markFirstTime(this.#options, () => this.#isClosed);
    let after: ContactId | undefined;
    for (;;) {
      const contacts = await this.#options.store.unwritten(after, RECALLED_AT_ONCE);
      after = contacts.at(-1);
      if (after === undefined || this.#isClosed) break;
      await this.#recall(contacts);
      if (this.#overlay.waiting() >= MOST_WRITTEN) await this.write(true);
    }
    this.#isWhole = true;
  }

  /** Writes what has left the floor, when there is enough of it or for long enough. It does so beside everything else. */
  writeWhenDue(now: EpochMs): void {
    if (this.#isWriting || this.#isClosed || this.#overlay.waiting() === 0) return;
    this.#wroteAt ??= now;
    this.#rewroteAt ??= now;
    const isLong = Math.abs(now - this.#wroteAt) >= WRITE_EVERY_MS;
    const isMany = this.#overlay.waiting() >= MOST_WRITTEN;
    if (!isLong && (!isMany || this.#hasFailed)) return;
    const rewrites = Math.abs(now - this.#rewroteAt) >= REWRITE_EVERY_MS;
    this.#wroteAt = now;
    if (rewrites) this.#rewroteAt = now;
    this.write(rewrites).then(
      () => (this.#hasFailed = false),
      (error: unknown) => {
        this.#hasFailed = true;
        this.#options.log.error({ err: error }, 'the history was not written: it is tried again');
      },
    );
  }

  /** Writes what has left the floor, and with `rewrites` also what had been written before it was heard of again. */
  async write(rewrites: boolean): Promise<void> {
    return this.#afterWriting(async () => this.#writeNow(rewrites));
  }

  /** The answer to a question, as things are now. Throws an EngineFailure. */
  async ask(asking: Asking): Promise<HistoryAnswer> {
    const looked = this.#options.between(async () => this.look());
    if (looked === undefined) throw new EngineFailure('busy', 'too many ask for the history: ask again');
    await looked;
    const life = this.#options.reader.life();
    try {
      return await this.#askOnce(asking);
    } catch (error) {
      this.#overlay.tellAgain();
      // The process that had its tables ended while the question waited.
      if (
        error instanceof EngineFailure &&
        error.reason === 'refused' &&
        life !== this.#options.reader.life()
      )
        return this.#askOnce(asking);
      throw error;
    }
  }

  /** Takes days that ended before `until` out of the history, and their files off the disk. Answers how many files. */
  async forgetBefore(until: EpochMs): Promise<number> {
    return this.#afterWriting(async () => {
      const gone: string[] = [];
      for (const kind of CONTACT_KINDS)
        for (const day of this.#parts.days(kind))
          if (borders(day).to <= until) gone.push(...this.#parts.takeOut(kind, day));
      if (gone.length === 0) return 0;
      await this.#settled();
      for (const file of gone) await rm(file, { force: true });
      return gone.length;
    });
  }

  /** Reads stored contacts again: what was known of them has been changed from outside. What is in memory is changed by `change`. */
  async readAgain(contacts: readonly ContactId[], change: Change = (value) => value): Promise<void> {
    await this.#inTurn(async () => this.#overlay.change(change));
    for (let from = 0; from < contacts.length; from += RECALLED_AT_ONCE)
      await this.#recall(contacts.slice(from, from + RECALLED_AT_ONCE));
    await this.write(true);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#options.writer.close();
    await this.#options.reader.close();
    await this.#writing;
  }

  /** Files change one after the other. */
  async #afterWriting<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const writing = this.#writing.then(work);
    // The next one waits for this, whether it succeeds or not; its failure is the caller's to hear.
    this.#writing = writing.then(
      () => undefined,
      () => undefined,
    );
    return writing;
  }

  async #askOnce({ steps, mostRows, limitMs = ANSWER_LIMIT_MS }: Asking): Promise<HistoryAnswer> {
    const { reader } = this.#options;
    const stale = this.#overlay.staleDays();
    const { now } = this.#options.floor();
    const asked = steps((...range) => ({ ...locateParts(this.#parts, stale, ...range), now }));
    const told = [...this.#overlay.tell(reader.life()), ...asked];
    const isWhole = this.#isWhole;
    return { ...(await reader.ask({ steps: told, mostRows, limitMs })), isWhole };
  }

  /** Reads stored contacts back, when nothing changes; those who ask the history go first. */
  async #recall(contacts: readonly ContactId[]): Promise<void> {
    const { store, floor, read } = this.#options;
    await this.#inTurn(async () => {
      const { position, context } = floor();
      const stored = await store.recall(contacts);
      for (const { contact, facts } of stored)
        this.#overlay.takeOver(contact, { facts, record: read(facts) }, position, context);
      if (stored.length === contacts.length) return;
      // What was let go of meanwhile is not written any more.
      const known = new Set(stored.map(({ contact }) => contact));
      await store.written(contacts.filter((contact) => !known.has(contact)));
    });
  }

  /** Does work when nothing changes, as soon as there is a turn. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    const { between } = this.#options;
    let done = between(work);
    for (; done === undefined; done = between(work)) await setTimeout(BUSY_MS);
    await done;
  }

  async #writeNow(rewrites: boolean): Promise<void> {
    if (this.#isClosed) return;
    this.#isWriting = true;
    try {
      for (;;) {
        const batch = this.#overlay.batch(MOST_WRITTEN, rewrites);
        if (batch.contacts.length === 0 || this.#isClosed) break;
        const records = this.#overlay.recordsOf(batch);
        const written = await writeBatch(this.#options.writer, this.#parts, batch);
        const dropped = await this.#count(written, () => this.#overlay.drop(batch, records));
        await this.#options.store.written(dropped);
        if (dropped.length === 0) break;
      }
      await this.#merge();
    } finally {
      this.#options.writer.rest();
      this.#isWriting = false;
    }
  }

  /** From one moment on the new files count, and what they hold counts in memory no longer; then the old ones go. */
  async #count<Answer>(written: readonly Written[], drop: () => Answer): Promise<Answer> {
    for (const { kind, part, replaced } of written) this.#parts.add(kind, part, replaced);
    const answer = drop();
    await this.#settled();
    await dropReplaced(this.#parts, written);
    return answer;
  }

  /** Resolves when every question is answered that was asked before: from here on none reads what no longer counts. */
  async #settled(): Promise<void> {
    const { reader } = this.#options;
    // Where no process runs nobody asks, and the next one is told everything.
    if (reader.pid() === undefined) return this.#overlay.tellAgain();
    const steps = [...this.#overlay.tell(reader.life()), { kind: 'run', sql: 'SELECT 1' } as const];
    await reader.ask({ steps, mostRows: 1, limitMs: ANSWER_LIMIT_MS }).catch((error: unknown) => {
      if (!(error instanceof EngineFailure)) throw error;
      this.#overlay.tellAgain();
    });
  }

  async #merge(): Promise<void> {
    const today = utcDay(later(this.#options.floor().now, -DAY_RESTS_MS));
    for (const kind of CONTACT_KINDS)
      for (const day of this.#parts.days(kind)) {
        const parts = this.#parts.of(kind, day);
        if (parts.length < (day < today ? 2 : MOST_PARTS) || this.#isClosed) continue;
        await this.#mergeDay(kind, parts);
      }
  }

  async #mergeDay(kind: RowKind, parts: readonly Part[]): Promise<void> {
    const written = await mergeParts(this.#options.writer, this.#parts, kind, parts);
    if (written !== undefined) await this.#count([written], () => undefined);
  }
}

const all = async (contacts: readonly ContactId[]): Promise<ReadonlySet<ContactId>> => new Set(contacts);
