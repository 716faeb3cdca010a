import { repairJournal } from '../../journal/repair-journal.ts';
import { isSound } from '../../journal/verify-journal.ts';
import { journalFile } from '../../start/data-folder.ts';
import { sayVerified } from './say-verified.ts';
import { verifyWithProgress } from './verify-folder.ts';

/** Prints what is lost and lets the journal go on without it. */
export async function repairFolder(folder: string): Promise<void> {
  const verified = verifyWithProgress(folder, true);
  for (const line of sayVerified(verified)) print(line);
  if (isSound(verified)) return;
  const { kept, damagedFile } = await repairJournal(journalFile(folder), verified);
  print(`${kept} entries are kept; positions of what is lost are never used again`);
  if (damagedFile !== undefined)
    print(`the damaged file is ${damagedFile}: delete it when nobody asks for it any more`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
