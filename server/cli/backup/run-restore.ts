import { systemClock } from '../../clock/clock.ts';
import { restoreBackup } from '../../keeping/backup/restore-backup.ts';

/** Puts a backup in its place, and says what is where. */
export async function runRestore(backup: string, folder: string, replace: boolean): Promise<void> {
  const { manifest, replaced } = await restoreBackup({ backup, folder, replace, now: systemClock() });
  process.stdout.write(
    `${folder}: as it was at ${manifest.createdAt}, the journal up to position ${manifest.head}\n`,
  );
  if (replaced !== undefined) process.stdout.write(`what was there before is in ${replaced}\n`);
}
