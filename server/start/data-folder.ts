import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { FileFailure } from '../files/file-failure.ts';

/**
 * Makes the data folder where it is missing, and answers its path. It holds who called and by which tokens one may look: what this
 * process makes from here on, SQLite's own files too, is for its owner alone. Throws a FileFailure where it cannot be made.
 */
export function openDataFolder(folder: string): string {
  process.umask(0o077);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    const why = FileFailure.of('write', folder, cause).message;
    const mend = `name another folder with --data, or make it for whoever runs Callboard: sudo install -d -m 700 -o "$USER" ${folder}`;
    throw new FileFailure(`${why}; ${mend}`, { cause });
  }
  return folder;
}

/** Takes from everybody else what an earlier release has let them read of our files. Those of somebody else are left to him. */
export function keepPrivate(folder: string): void {
  for (const name of readdirSync(folder)) if (OURS.test(name)) makePrivate(join(folder, name));
  const history = historyFolder(folder);
  if (!existsSync(history)) return;
  for (const file of readdirSync(history, { recursive: true, withFileTypes: true }))
    if (file.isFile()) makePrivate(join(file.parentPath, file.name));
}

const OURS = /^(journal|world|tokens|sessions)\./;

function makePrivate(file: string): void {
  const { mode, uid } = statSync(file);
  const isOurs = process.geteuid?.() === uid;
  if (isOurs && (mode & 0o077) !== 0) chmodSync(file, 0o600);
}

/** The files of a data folder. The journal is the truth; the world can be rebuilt from it. */
export const journalFile = (folder: string): string => join(folder, 'journal.db');
export const worldFile = (folder: string): string => join(folder, 'world.db');
/** Rows of what is over, in files of days; they can be rebuilt from the world. */
export const historyFolder = (folder: string): string => join(folder, 'history');
