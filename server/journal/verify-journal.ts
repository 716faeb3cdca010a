import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { EpochMs } from '#domain/time.ts';
import { headNoteFile, readHeadNote, type Acknowledged } from './head-note.ts';
import { lastPositionIn, openJournalFile } from './journal-file.ts';
import { lostTail, type LostTail } from './lost-tail.ts';
import { walkEntries } from './walk-entries.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { storageFailure } from '../sqlite/sqlite-failure.ts';
import { integerOf, textOf } from '../sqlite/sqlite-values.ts';

/** Positions that cannot be read, and what is still known of them. */
export type Damage = {
  readonly from: number;
  readonly to: number;
  readonly why: string;
  /** When the entries before and after were received: it lies between. Absent: there is none. */
  readonly afterTime?: EpochMs;
  readonly beforeTime?: EpochMs;
};

/** Everything that was looked at in a journal, and what is wrong with it. */
export type Verified = {
  readonly first: number;
  readonly last: number;
  readonly entries: number;
  /** Lines whose checksum was compared. */
  readonly read: number;
  readonly lost: LostTail | undefined;
  /** Commits that were acknowledged and of which entries are missing in the middle. */
  readonly incomplete: readonly { readonly commit: Acknowledged; readonly found: number }[];
  readonly damages: readonly Damage[];
  /** What SQLite says of its own pages and of the index, where that was asked. */
  readonly structure: readonly string[];
};

export type VerifyOptions = {
  readonly file: string;
  /** Every line and every page; else the end, and what the note beside the journal knows of. */
  readonly full: boolean;
  readonly onRead: (read: number, of: number) => void;
};

/** Lines that a quick look compares: those of the last hours. */
const QUICK_LINES = 100_000;

/** Looks at a journal that no server has open, and changes nothing. Throws a StorageFailure where it cannot be opened at all. */
export function verifyJournal({ file, full, onRead }: VerifyOptions): Verified {
  const noted = readHeadNote(headNoteFile(file));
  if (!existsSync(file)) throw new StorageFailure('damaged', `there is no ${file}`);
  const database = openJournalFile(file);
  try {
    const last = lastPositionIn(database);
    const first = firstPosition(database);
    const after = full ? first - 1 : Math.max(first - 1, last - QUICK_LINES);
    const lines = walkLines(database, file, { after, last, onRead });
    return {
      first,
      last,
      ...lines,
      entries: full ? lines.read : (tried(() => countBetween(database, first, last)) ?? lines.read),
      lost: lostTail(noted, last),
      incomplete:
        full || lines.damages.length === 0 ? incompleteCommits(database, noted, { first, last }) : [],
      structure: full ? checkStructure(database) : [],
    };
  } catch (cause) {
    throw storageFailure({ file, what: 'journal' }, cause);
  } finally {
    database.close();
  }
}

/** Whether nothing at all is wrong. */
export const isSound = ({ lost, incomplete, damages, structure }: Verified): boolean =>
  lost === undefined && incomplete.length === 0 && damages.length === 0 && structure.length === 0;

function walkLines(
  database: DatabaseSync,
  file: string,
  { after, last, onRead }: Pick<VerifyOptions, 'onRead'> & { readonly after: number; readonly last: number },
): Pick<Verified, 'read' | 'damages'> {
  const damages: Damage[] = [];
  let read = 0;
  let time: EpochMs | undefined;
  for (const piece of walkEntries(database, file, after, last)) {
    if (piece.kind === 'entries') {
      const begin = piece.entries[0]?.receivedAt;
      const open = damages.at(-1);
      if (open !== undefined && open.beforeTime === undefined && begin !== undefined)
        damages[damages.length - 1] = { ...open, beforeTime: begin };
      read += piece.entries.length;
      time = piece.entries.at(-1)?.receivedAt;
    } else {
      const { from, to, why } = piece;
      damages.push({ from, to, why, ...(time !== undefined && { afterTime: time }) });
    }
    onRead(read, last - after);
  }
  return { read, damages };
}

/** Of what the note remembers: entries may be missing in the middle only where a page of the file is an old one. */
function incompleteCommits(
  database: DatabaseSync,
  noted: readonly Acknowledged[],
  { first, last }: Pick<Verified, 'first' | 'last'>,
): Verified['incomplete'] {
  return noted.flatMap((commit) => {
    const { from, to, kept, events } = commit;
    if (events === 0 || kept !== to || from < first || to > last) return [];
    const found = tried(() => countBetween(database, from, to));
    return found === undefined || found === events ? [] : { commit, found };
  });
}

const countBetween = (database: DatabaseSync, from: number, to: number): number =>
  integerOf(
    database.prepare('SELECT count(*) AS entries FROM entry WHERE position BETWEEN ? AND ?').get(from, to)?.[
      'entries'
    ],
  );

const firstPosition = (database: DatabaseSync): number =>
  integerOf(database.prepare('SELECT coalesce(min(position), 1) AS first FROM entry').get()?.['first']);

/** SQLite names at most this many faults. */
const FAULTS = 100;

function checkStructure(database: DatabaseSync): string[] {
  const found: string[] = [];
  try {
    for (const row of database.prepare(`PRAGMA integrity_check(${FAULTS})`).iterate())
      found.push(textOf(row['integrity_check']));
  } catch (cause) {
    // It gives up where it cannot go on; what it has found until then is worth telling.
    found.push(cause instanceof Error ? cause.message : String(cause));
  }
  return found.filter((sentence) => sentence !== 'ok');
}

/** Undefined where pages cannot be read: the walk over the lines has told of them. */
function tried<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (cause) {
    const failure = storageFailure({ file: '', what: 'journal' }, cause);
    if (failure instanceof StorageFailure && failure.reason === 'damaged') return undefined;
    throw failure;
  }
}
