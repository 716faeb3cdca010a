import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { sqliteWorldStore } from '../../checkpoint/sqlite-world-store.ts';
import { systemClock } from '../../clock/clock.ts';
import { sqliteJournal } from '../../journal/sqlite-journal.ts';
import type { Manifest } from '../../keeping/backup/manifest.ts';
import { takeBackup } from '../../keeping/backup/take-backup.ts';
import { askServer } from '../../keeping/control/control.ts';
import { journalFile, worldFile } from '../../start/data-folder.ts';
import { CommandFailure } from '../run-command.ts';

const MIB = 1_048_576;

/** Lets the running server make a backup, or makes it where none runs. */
export async function runBackup(into: string, folder: string): Promise<void> {
  const begun = systemClock();
  const answer = await askServer(folder, { kind: 'backup', into: resolve(into) });
  if (answer?.kind === 'failed') throw new CommandFailure(answer.message);
  const { head, files } = answer === undefined ? await backupOf(folder, into) : (answer.result as Manifest);
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  process.stdout.write(
    `${into}: ${files.length} files, ${(bytes / MIB).toFixed(1)} MB, the journal up to position ${head}, in ${systemClock() - begun} ms\n`,
  );
}

async function backupOf(folder: string, into: string): Promise<Manifest> {
  if (!existsSync(journalFile(folder)))
    throw new CommandFailure(
      `there is no ${journalFile(folder)}: expected the --data folder of callboard start`,
    );
  const journal = sqliteJournal({ file: journalFile(folder) });
  try {
    const store = sqliteWorldStore({
      file: worldFile(folder),
      said: (sentence) => process.stderr.write(`${sentence}\n`),
    });
    const parts = { keeping: journal.keeping, store, folder, clock: systemClock };
    return await takeBackup(parts, into).finally(() => store.close());
  } finally {
    await journal.close();
  }
}
