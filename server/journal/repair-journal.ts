import { existsSync, renameSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { epochMs } from '#domain/time.ts';
import { HeadNote, headNoteFile, readHeadNote } from './head-note.ts';
import { journalFileOptions, lastPositionIn, openJournalFile } from './journal-file.ts';
import { LineWriter } from './journal-lines.ts';
import { walkEntries } from './walk-entries.ts';
import type { Verified } from './verify-journal.ts';
import { foldLog, inTransaction, openSqliteFile } from '../sqlite/sqlite-file.ts';
import { storageFailure } from '../sqlite/sqlite-failure.ts';

/** What was done: the sound entries were written anew, and where the damaged file is now; or only the loss was noted. */
export type Repaired = { readonly kept: number; readonly damagedFile?: string };

/**
 * Makes a journal that starts again from one that does not. What cannot be read is left out, and its positions are never used again;
 * the damaged file is kept under another name. `verified` is what was found before.
 */
export async function repairJournal(file: string, verified: Verified): Promise<Repaired> {
  if (verified.damages.length > 0 || verified.structure.length > 0) return rewrite(file);
  await acceptLoss(file, verified.last);
  return { kept: verified.entries };
}

/** From here on the journal has to have no more than it has; the next position is beyond everything that was ever given. */
async function acceptLoss(file: string, last: number, given = noted(file)): Promise<void> {
  const note = new HeadNote(headNoteFile(file));
  note.write({
    from: last + 1,
    to: Math.max(last, given),
    kept: last,
    events: 0,
    receivedAt: epochMs(0),
    sources: [],
  });
  await note.close();
}

const noted = (file: string): number => readHeadNote(headNoteFile(file)).at(-1)?.to ?? 0;

async function rewrite(file: string): Promise<Repaired> {
  const draft = `${file}-repaired`;
  for (const part of PARTS) rmSync(`${draft}${part}`, { force: true });
  const damaged = openJournalFile(file);
  const fresh = openSqliteFile(journalFileOptions({ file: draft }));
  let kept = 0;
  let last = 0;
  try {
    kept = copySound(damaged, fresh, file);
    last = lastPositionIn(fresh);
    foldLog(fresh);
  } catch (cause) {
    throw storageFailure({ file, what: 'journal' }, cause);
  } finally {
    damaged.close();
    fresh.close();
  }
  await acceptLoss(draft, last, noted(file));
  const damagedFile = freeName(`${file}.damaged`);
  for (const part of PARTS)
    if (existsSync(`${file}${part}`)) renameSync(`${file}${part}`, `${damagedFile}${part}`);
  // A kill between these two leaves a journal that is missing: the start says so, and both files are there.
  for (const part of PARTS)
    if (existsSync(`${draft}${part}`)) renameSync(`${draft}${part}`, `${file}${part}`);
  return { kept, damagedFile };
}

const PARTS = ['-head', '-wal', '-shm', ''] as const;

function copySound(damaged: DatabaseSync, fresh: DatabaseSync, file: string): number {
  const lines = new LineWriter(fresh);
  let kept = 0;
  for (const piece of walkEntries(damaged, file, 0, lastReadable(damaged, file))) {
    if (piece.kind === 'entries') inTransaction(fresh, () => (kept += lines.write(piece.entries)));
  }
  copyTable(damaged, fresh, { table: 'standing', columns: 3 });
  copyTable(damaged, fresh, { table: 'floor', columns: 3 });
  return kept;
}

/** The last position; where the path to it is damaged, the highest one that was ever noted. */
function lastReadable(database: DatabaseSync, file: string): number {
  try {
    return lastPositionIn(database);
  } catch {
    // The walk tells what it could not read.
    return noted(file);
  }
}

/** What stands beside the events is worth having and can be done without: as much as can be read. */
function copyTable(
  from: DatabaseSync,
  to: DatabaseSync,
  { table, columns }: { readonly table: string; readonly columns: number },
): void {
  const insert = to.prepare(`INSERT OR IGNORE INTO ${table} VALUES (?${', ?'.repeat(columns - 1)})`);
  try {
    for (const row of from.prepare(`SELECT * FROM ${table}`).iterate()) insert.run(...Object.values(row));
  } catch {
    // The rest of the table is damaged: readers learn it again from their switches, and a count begins without it.
  }
}

function freeName(wanted: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!existsSync(name)) return name;
  }
}
