import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { SourceId } from '#domain/ids.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import {
  ENTRIES_PER_READ,
  type Appended,
  type Conflict,
  type Journal,
  type JournalEntry,
  type StandingChange,
} from './journal.ts';
import type { JournalKeeping } from './journal-keeping.ts';
import { HeadNote, headNoteFile, readHeadNote, type Acknowledged, type Commit } from './head-note.ts';
import { LineWriter, readEntry } from './journal-lines.ts';
import { journalFileOptions, lastPositionIn } from './journal-file.ts';
import { lostTail, sayLostTail, type LostTail } from './lost-tail.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { isSameFact } from '../floor/same-fact.ts';
import { SqliteKeeping } from './sqlite-keeping.ts';
import { StandingTable } from './standing-table.ts';
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
export function sqliteJournal(options: SqliteJournalOptions): KeptJournal {
  return new SqliteJournal(options);
}

/** A journal with what is done to it beside appending and reading. */
export type KeptJournal = Journal & { readonly keeping: JournalKeeping };

/** The entries that were new, and those whose identity was there with other content. */
type Written = { readonly entries: readonly JournalEntry[]; readonly conflicts: readonly Conflict[] };

class SqliteJournal implements KeptJournal {
  readonly keeping: JournalKeeping;
  readonly #at: SqliteFile;
  readonly #database: DatabaseSync;
  readonly #lines: LineWriter;
  readonly #standings: StandingTable;
  readonly #positionsAfter: StatementSync;
  readonly #entriesAfter: StatementSync;
  /** Absent where the journal is only read. */
  readonly #note: HeadNote | undefined;
  #head: number;
  /** The disk failed under a write: what is on it is known again only after the file was opened anew. */
  #broken: Error | undefined;

  constructor(options: SqliteJournalOptions) {
    this.#at = journalFileOptions(options);
    const noted = this.#readNote();
    refuseMissing(options.file, noted);
    this.#database = openSqliteFile(this.#at);
    this.#head = this.#lastPosition();
    this.#refuseLoss(noted);
    this.#head = Math.max(this.#head, noted.at(-1)?.to ?? 0);
    this.#note = options.readOnly === true ? undefined : this.#openNote();
    this.#lines = new LineWriter(this.#database);
    this.#standings = new StandingTable(this.#database);
    this.keeping = new SqliteKeeping(this.#database, this.#at);
    this.#positionsAfter = this.#database.prepare(
      'SELECT position FROM entry WHERE position > ? ORDER BY position',
    );
    this.#entriesAfter = this.#database.prepare(
      `SELECT position, received_at, line, checksum FROM entry WHERE position > ? ORDER BY position LIMIT ${ENTRIES_PER_READ}`,
    );
  }

  async append(
    events: readonly AcdEvent[],
    receivedAt: EpochMs,
    standing: readonly StandingChange[] = [],
  ): Promise<Appended> {
    if (this.#broken !== undefined) throw this.#broken;
    const { entries, conflicts } = this.#commit(events, receivedAt, standing);
    this.#noteCommit(entries, receivedAt);
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

  async entryOf(event: AcdEvent): Promise<JournalEntry | undefined> {
    try {
      const row = this.#lines.find(event);
      return row && readEntry(row, this.#at.file);
    } catch (cause) {
      throw storageFailure(this.#at, cause);
    }
  }

  async head(): Promise<number> {
    return this.#head;
  }

  async close(): Promise<void> {
    await this.#note?.close();
    this.#database.close();
  }

  /** What is committed counts from here on, whatever becomes of the note; it is acknowledged only when the note is on the disk too. */
  #noteCommit(entries: readonly JournalEntry[], receivedAt: EpochMs): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    const from = this.#head + 1;
    this.#head = last.position;
    const sources = new Set<string>();
    for (const { event } of entries) sources.add(event.source);
    try {
      this.#note?.write({
        from,
        to: last.position,
        events: entries.length,
        receivedAt,
        sources: [...sources],
      });
    } catch (cause) {
      this.#broken = storageFailure({ ...this.#at, file: headNoteFile(this.#at.file) }, cause);
      throw this.#broken;
    }
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

  #readNote(): readonly Acknowledged[] {
    const file = headNoteFile(this.#at.file);
    try {
      return readHeadNote(file);
    } catch (cause) {
      throw storageFailure({ ...this.#at, file }, cause);
    }
  }

  #openNote(): HeadNote {
    const file = headNoteFile(this.#at.file);
    try {
      const note = new HeadNote(file);
      // A journal of a release that kept no note, or one whose last commit was killed before it was noted.
      if ((note.latest?.to ?? 0) < this.#head) note.write(unnoted(note.latest?.to ?? 0, this.#head));
      return note;
    } catch (cause) {
      this.#database.close();
      throw storageFailure({ ...this.#at, file }, cause);
    }
  }

  #refuseLoss(noted: readonly Acknowledged[]): void {
    const lost = lostTail(noted, this.#head);
    if (lost === undefined) return;
    this.#database.close();
    throw new StorageFailure('damaged', lossSentence(this.#at.file, lost));
  }

  #lastPosition(): number {
    try {
      return lastPositionIn(this.#database);
    } catch (cause) {
      this.#database.close();
      throw storageFailure(this.#at, cause);
    }
  }
}

/** What nobody noted when it was committed: it was not acknowledged either, or by a release that noted nothing. */
const unnoted = (noted: number, head: number): Commit => ({
  from: noted + 1,
  to: head,
  events: 0,
  receivedAt: epochMs(0),
  sources: [],
});

function lossSentence(file: string, lost: LostTail): string {
  return (
    `the journal ${file} ends at position ${lost.after}, and more was acknowledged: ${sayLostTail(lost)} are lost. ` +
    `This happens where ${file}-wal was removed, cut or damaged, or an older copy was put back. ` +
    'Put the file back that belongs to it, or restore a backup (callboard restore); to go on without them: callboard journal repair'
  );
}

function refuseMissing(file: string, noted: readonly Acknowledged[]): void {
  const latest = noted.at(-1);
  // Of a log that was left alone the opening tells.
  if (latest === undefined || existsSync(file) || existsSync(`${file}-wal`)) return;
  throw new StorageFailure(
    'damaged',
    `${file} is missing, and ${latest.to} positions of it were acknowledged: put it back or restore a backup (callboard restore); to begin an empty one, move ${headNoteFile(file)} away`,
  );
}
