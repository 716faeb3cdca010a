import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { WorldStore } from '../../checkpoint/world-store.ts';

type Marking = { readonly folder: string; readonly store: Pick<WorldStore, 'markUnwritten'> };

/** The first time that there is a history in a folder everything that is stored has yet to be written: it is marked so, beside everything else. */
export async function markFirstTime({ folder, store }: Marking, isClosed: () => boolean): Promise<void> {
  const marked = join(folder, 'begun');
  if (existsSync(marked)) return;
  for (let after = 0; ; await setImmediate()) {
    const last = await store.markUnwritten(after);
    if (isClosed()) return;
    if (last === undefined) break;
    after = last;
  }
  await writeFile(marked, '');
}
