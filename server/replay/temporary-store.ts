import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteWorldStore } from '../checkpoint/sqlite-world-store.ts';
import type { WorldStore } from '../checkpoint/world-store.ts';

/** Gives the work a store in a temporary folder, made only when it is needed. */
export async function withTemporaryStore<Result>(
  work: (store: () => WorldStore) => Promise<Result>,
): Promise<Result> {
  let folder: string | undefined;
  let store: WorldStore | undefined;
  const open = (): WorldStore => {
    folder ??= mkdtempSync(join(tmpdir(), 'callboard-replay-'));
    store ??= sqliteWorldStore({
      file: join(folder, 'world.db'),
      said: (sentence) => process.stderr.write(`${sentence}\n`),
    });
    return store;
  };
  try {
    return await work(open);
  } finally {
    await store?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}
