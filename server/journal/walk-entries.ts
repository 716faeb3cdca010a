import type { DatabaseSync } from 'node:sqlite';
import { ENTRIES_PER_READ, type JournalEntry } from './journal.ts';
import { readEntry, type Row } from './journal-lines.ts';
import { StorageFailure } from '../sqlite/storage-failure.ts';
import { storageFailure } from '../sqlite/sqlite-failure.ts';
import { integerOf } from '../sqlite/sqlite-values.ts';

/** What stands in a damaged journal, piece by piece: sound entries, and stretches of positions that cannot be read. */
export type Walked =
  | { readonly kind: 'entries'; readonly entries: readonly JournalEntry[] }
  | { readonly kind: 'unreadable'; readonly from: number; readonly to: number; readonly why: string };

/** Walks through entries after `after` up to `last`, over what is damaged. */
export function* walkEntries(
  database: DatabaseSync,
  file: string,
  after: number,
  last: number,
): Generator<Walked> {
  const read = database.prepare(
    'SELECT position, received_at, line, checksum FROM entry WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
  );
  const rowsAfter = (position: number, until: number, limit: number): Row[] | Error => {
    try {
      return read.all(position, until, limit);
    } catch (cause) {
      const failure = storageFailure({ file, what: 'journal' }, cause);
      if (failure instanceof StorageFailure && failure.reason === 'damaged') return failure;
      throw failure;
    }
  };
  let position = after;
  let limit = ENTRIES_PER_READ;
  while (position < last) {
    const rows = rowsAfter(position, last, limit);
    if (rows instanceof Error && limit > 1) limit = Math.max(1, Math.floor(limit / 8));
    else if (rows instanceof Error) {
      const to = endOfDamage(position + 1, last, (from) => !(rowsAfter(from, last, 1) instanceof Error));
      yield { kind: 'unreadable', from: position + 1, to, why: rows.message };
      position = to;
      limit = ENTRIES_PER_READ;
    } else if (rows.length === 0) return;
    else {
      yield* sifted(rows, file);
      position = integerOf(rows.at(-1)?.['position']);
    }
  }
}

/** Searches for the first position after which can be read again: in doubled steps forward, then by halves back. */
function endOfDamage(from: number, last: number, isReadable: (after: number) => boolean): number {
  let bad = from;
  let step = 1;
  while (bad + step < last && !isReadable(bad + step)) {
    bad += step;
    step *= 2;
  }
  let good = Math.min(last, bad + step);
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2);
    if (isReadable(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function* sifted(rows: readonly Row[], file: string): Generator<Walked> {
  let entries: JournalEntry[] = [];
  for (const row of rows) {
    try {
      entries.push(readEntry(row, file));
    } catch (cause) {
      if (!(cause instanceof StorageFailure)) throw cause;
      if (entries.length > 0) yield { kind: 'entries', entries };
      entries = [];
      const position = integerOf(row['position']);
      yield { kind: 'unreadable', from: position, to: position, why: cause.message };
    }
  }
  if (entries.length > 0) yield { kind: 'entries', entries };
}
