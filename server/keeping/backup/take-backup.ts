import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMs } from '#domain/time.ts';
import type { WorldStore } from '../../checkpoint/world-store.ts';
import { FileFailure } from '../../files/file-failure.ts';
import type { JournalKeeping } from '../../journal/journal-keeping.ts';
import { sqliteJournal } from '../../journal/sqlite-journal.ts';
import { copyFolder } from './copy-folder.ts';
import { writeManifest, type Manifest } from './manifest.ts';

export type BackupParts = {
  readonly keeping: Pick<JournalKeeping, 'copyTo'>;
  readonly store: Pick<WorldStore, 'copyTo'>;
  /** The data folder. */
  readonly folder: string;
  readonly clock: () => EpochMs;
};

/**
 * Copies everything of a data folder into an empty one, while events come and are counted. The world is copied first and the journal
 * after it, so that the journal has whatever the world has counted; a start on the copy counts the rest.
 */
export async function takeBackup(parts: BackupParts, into: string): Promise<Manifest> {
  await makeEmpty(into);
  const createdAt = new Date(parts.clock()).toISOString();
  await parts.store.copyTo(join(into, 'world.db'));
  const others = await copyFolder(parts.folder, into);
  await parts.keeping.copyTo(join(into, 'journal.db'));
  // Opened once: so it is known to be whole, and what it has is noted beside it.
  const copy = sqliteJournal({ file: join(into, 'journal.db') });
  const head = await copy.head();
  await copy.close();
  const names = ['journal.db', 'journal.db-head', 'world.db', ...others];
  for (const name of names) await syncFile(join(into, name));
  return writeManifest(into, names, { createdAt, head });
}

async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await readdir(folder);
  if (found.length > 0)
    throw new FileFailure(`${folder} is not empty (${found[0] ?? ''}): a backup needs a folder of its own`);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}
