import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { journalContract } from './testing/journal-contract.ts';
import { memoryJournal } from './testing/memory-journal.ts';
import { sqliteJournal } from './sqlite-journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'callboard-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));

let opened = 0;
journalContract('the memory journal', async () => memoryJournal());
journalContract('the SQLite journal', async () =>
  sqliteJournal({ file: join(folder, `${(opened += 1)}.db`) }),
);
