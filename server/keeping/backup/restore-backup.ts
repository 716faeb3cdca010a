import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { EpochMs } from '#domain/time.ts';
import { FileFailure } from '../../files/file-failure.ts';
import { openJournalFile } from '../../journal/journal-file.ts';
import { readManifest, type Manifest } from './manifest.ts';

export type RestoreOptions = {
  readonly backup: string;
  /** The data folder that is to be. */
  readonly folder: string;
  /** What is there now is kept under another name. False: there must be nothing. */
  readonly replace: boolean;
  readonly now: EpochMs;
};

export type Restored = { readonly manifest: Manifest; readonly replaced?: string };

/** Makes a data folder of a backup, after every file was compared with what was written: the folder is there whole, or as it was. */
export async function restoreBackup({ backup, folder, replace, now }: RestoreOptions): Promise<Restored> {
  const manifest = await readManifest(backup);
  const target = resolve(folder);
  const isEmpty = !existsSync(target) || (await readdir(target)).length === 0;
  if (!isEmpty && !replace)
    throw new FileFailure(
      `${folder} is not empty: with --replace it is kept under another name, and the backup takes its place`,
    );
  if (!isEmpty) refuseRunning(target);
  const draft = `${target}.restoring`;
  await rm(draft, { recursive: true, force: true });
  for (const { name } of manifest.files) await copySynced(join(backup, name), join(draft, name));
  if (isEmpty) {
    if (existsSync(target)) await rmdir(target);
    await rename(draft, target);
    return { manifest };
  }
  const replaced = `${target}.replaced-${new Date(now).toISOString().replaceAll(/[:.]/g, '')}`;
  await rename(target, replaced);
  await rename(draft, target);
  return { manifest, replaced };
}

/** A server that runs has its journal for itself, which is said in its words. */
function refuseRunning(folder: string): void {
  const journal = join(folder, 'journal.db');
  if (existsSync(journal)) openJournalFile(journal).close();
}

async function copySynced(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
  const file = await open(to, 'r+');
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
}
