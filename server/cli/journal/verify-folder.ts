import { systemClock } from '../../clock/clock.ts';
import { isSound, verifyJournal, type Verified } from '../../journal/verify-journal.ts';
import { journalFile } from '../../start/data-folder.ts';
import { progress } from '../progress.ts';
import { CommandFailure } from '../run-command.ts';
import { sayVerified } from './say-verified.ts';

/** Prints what is in the journal of a folder and what is missing; fails where anything is. */
export async function verifyFolder(folder: string, full: boolean): Promise<void> {
  const verified = verifyWithProgress(folder, full);
  for (const line of sayVerified(verified)) process.stdout.write(`${line}\n`);
  if (!isSound(verified))
    throw new CommandFailure(
      `${journalFile(folder)} is not whole: restore a backup (callboard restore), or go on without what is lost (callboard journal repair)`,
    );
}

/** Looks at the journal with a bar for whoever waits. */
export function verifyWithProgress(folder: string, full: boolean): Verified {
  const bar = progress(process.stderr, systemClock);
  const onRead = (read: number, of: number): void =>
    bar.show(() => `${read} lines, ${Math.floor((100 * read) / Math.max(1, of))} %`);
  try {
    return verifyJournal({ file: journalFile(folder), full, onRead });
  } finally {
    bar.clear();
  }
}
