import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabase } from '../../sqlite/sqlite-file.ts';

/** What is copied otherwise, or is of no use in a copy: by the beginning of its name in the data folder. */
const LEFT_OUT = ['journal.db', 'world.db', 'control.sock', 'history/spill', 'backup.json'] as const;
const UNFINISHED = /(-wal|-shm|-journal|\.new|\.tmp|\.writing)$/;
/** Files may be put together and replaced while others are copied: then the folder is looked through again, this often at most. */
const MOST_LOOKS = 5;

/** Copies every other file of a data folder: tokens, documents, days of history. Answers their names. */
export async function copyFolder(from: string, to: string): Promise<readonly string[]> {
  const copied = new Set<string>();
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const missing = (await filesIn(from)).filter((name) => !copied.has(name));
    if (missing.length === 0) break;
    for (const name of missing) if (await copyOne(join(from, name), join(to, name))) copied.add(name);
  }
  return [...copied];
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((name) => !UNFINISHED.test(name) && !LEFT_OUT.some((one) => name.startsWith(one)));
}

/** False: it is gone. Another that has taken its place is found by the next look. */
async function copyOne(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  if (from.endsWith('.db')) {
    const database = new DatabaseSync(from, { readOnly: true });
    await copyDatabase(database, { file: to, what: 'copy' }).finally(() => database.close());
    return true;
  }
  return copyFile(from, to).then(
    () => true,
    (error: unknown) => {
      if (Reflect.get(Object(error), 'code') === 'ENOENT') return false;
      throw error;
    },
  );
}
