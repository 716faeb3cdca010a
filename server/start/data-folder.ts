import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the data folder where it is missing, readable for its owner only, and answers its path. */
export function openDataFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** The files of a data folder. The journal is the truth; the world can be rebuilt from it. */
export const journalFile = (folder: string): string => join(folder, 'journal.db');
export const worldFile = (folder: string): string => join(folder, 'world.db');
/** Rows of what is over, in files of days; they can be rebuilt from the world. */
export const historyFolder = (folder: string): string => join(folder, 'history');
