import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { memoryWorldStore } from './testing/memory-world-store.ts';
import { sqliteWorldStore } from './sqlite-world-store.ts';
import { worldStoreContract } from './testing/world-store-contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'callboard-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let opened = 0;
worldStoreContract('the memory store', async () => memoryWorldStore());
worldStoreContract('the SQLite store', async () =>
  sqliteWorldStore({
    file: join(folder, `${(opened += 1)}.db`),
    said: (sentence) => expect(sentence).toMatch(/what was counted until now is in/),
  }),
);
