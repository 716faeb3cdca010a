import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { contactId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { sqliteWorldStore } from './sqlite-world-store.ts';
import { checkpointAt, storedContact } from './testing/small-world.ts';
import { storedCell } from './testing/world-store-contract.ts';
import type { WorldStore } from './world-store.ts';

let folder: string;
let file: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-store-'));
  file = join(folder, 'world.db');
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (maxBytes?: number): WorldStore =>
  sqliteWorldStore({
    file,
    said: (sentence) => said.push(sentence),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
const DEPARTING = { contacts: [storedContact('c1')], cells: [storedCell('sales', 1, 2)] };

test('what was saved is there when the store is opened again', async () => {
  const first = open();
  await first.save(checkpointAt(7), DEPARTING);
  await first.close();
  const second = open();
  expect(await second.load()).toEqual(checkpointAt(7));
  expect(await second.recall([contactId('c1')])).toMatchObject(DEPARTING.contacts);
  expect(await second.cells(epochMs(0), epochMs(1e15))).toEqual(DEPARTING.cells);
  expect(said).toEqual([]);
  await second.close();
});

test('a save for which there is no room leaves the earlier checkpoint, contacts and cells', async () => {
  const store = open(200_000);
  await store.save(checkpointAt(7), DEPARTING);
  const large = Array.from({ length: 3_000 }, (_, index) => storedContact(`c${index}`, 'large'));
  const failing = store.save(checkpointAt(8), { contacts: large, cells: [storedCell('sales', 1, 2)] });
  await expect(failing).rejects.toMatchObject({
    reason: 'full',
    message: expect.stringContaining('world.db'),
  });
  expect(await store.load()).toEqual(checkpointAt(7));
  expect(await store.recall([contactId('c1'), contactId('c2')])).toMatchObject(DEPARTING.contacts);
  expect(await store.cells(epochMs(0), epochMs(1e15))).toEqual(DEPARTING.cells);
  await store.save(checkpointAt(9), { contacts: [], cells: [] });
  expect(await store.load()).toEqual(checkpointAt(9));
  await store.close();
});

test('a file that is no database is set aside with a word, and the store begins anew', async () => {
  writeFileSync(file, 'not a database, '.repeat(1_000));
  const store = open();
  expect(await store.load()).toBeUndefined();
  expect(said).toEqual([
    expect.stringMatching(/world\.db is damaged and was renamed to .*world\.db\.damaged/),
  ]);
  expect(existsSync(`${file}.damaged`)).toBe(true);
  await store.save(checkpointAt(1), DEPARTING);
  await store.close();
});

test('a checkpoint whose bytes have changed is not loaded: the store begins anew', async () => {
  const first = open();
  await first.save(checkpointAt(7), DEPARTING);
  await first.close();
  const packed = readFileSync(file).indexOf(Buffer.from([0x78, 0x01]));
  flip(packed + 10);
  const second = open();
  expect(await second.load()).toBeUndefined();
  expect(said).toHaveLength(1);
  await second.save(checkpointAt(1), DEPARTING);
  expect(await second.load()).toEqual(checkpointAt(1));
  await second.close();
});

test('damage that is found while running refuses everything until a restart, which begins anew', async () => {
  const first = open();
  await first.save(checkpointAt(7), DEPARTING);
  await first.close();
  const facts = readFileSync(file).indexOf('[{"id":"c1-1"');
  flip(facts);
  const second = open();
  await expect(second.recall([contactId('c1')])).rejects.toMatchObject({
    reason: 'damaged',
    message: expect.stringMatching(/world\.db was damaged .*restart/),
  });
  await expect(second.save(checkpointAt(8), DEPARTING)).rejects.toMatchObject({ reason: 'damaged' });
  await expect(second.cells(epochMs(0), epochMs(1))).rejects.toMatchObject({ reason: 'damaged' });
  await second.close();
  const third = open();
  expect(await third.load()).toBeUndefined();
  expect(said).toHaveLength(1);
  await third.close();
});

test('a second store on the same file is refused, and nothing is set aside', async () => {
  const first = open();
  expect(() => open()).toThrow(/locked: the data folder is in use by another callboard/);
  expect(said).toEqual([]);
  await first.close();
});

function flip(at: number): void {
  const byte = readFileSync(file)[at] ?? 0;
  const opened = openSync(file, 'r+');
  writeSync(opened, Buffer.from([byte ^ 0xff]), 0, 1, at);
  closeSync(opened);
}

test('a file that somebody has deleted without its log is begun anew', async () => {
  writeFileSync(`${file}-wal`, 'frames of a file that is gone');
  const store = open();
  expect(await store.load()).toBeUndefined();
  expect(said.join()).toMatch(/world\.db is missing but .*-wal is there/);
  await store.save(checkpointAt(7), DEPARTING);
  await store.close();
});

const MANY = { contacts: Array.from({ length: 5_000 }, (_, index) => storedContact(`m${index}`)), cells: [] };

/** Saves, and does something at every turn that others have meanwhile. Answers how many there were. */
async function turnsWhile(saving: Promise<void>, work: (turn: number) => void): Promise<number> {
  const progress = { done: false };
  const done = saving.finally(() => (progress.done = true));
  let turns = 0;
  for (; !progress.done; turns += 1) {
    await setImmediate();
    work(turns);
  }
  await done;
  return turns;
}

test('while thousands of contacts are saved others have their turns, and whoever needs the store waits until it is done', async () => {
  const store = open();
  const asked: Promise<unknown>[] = [];
  const turns = await turnsWhile(store.save(checkpointAt(7), MANY), () => {
    asked.push(store.written([contactId('m1')]), store.keepAlerts(new Map(), []));
  });
  expect(turns).toBeGreaterThan(8);
  await Promise.all(asked);
  expect(await store.recall([contactId('m4999')])).toHaveLength(1);
  await store.save(checkpointAt(8), MANY);
  expect(await store.load()).toEqual(checkpointAt(8));
  await store.close();
});

test('whatever moment of a save a kill hits, the earlier checkpoint or the new one is there, each with its contacts', async () => {
  const store = open();
  await store.save(checkpointAt(7), DEPARTING);
  const killed: string[] = [];
  await turnsWhile(store.save(checkpointAt(8), MANY), (turn) => {
    const left = join(folder, `killed-${turn}.db`);
    for (const part of ['', '-wal']) copyFileSync(`${file}${part}`, `${left}${part}`);
    killed.push(left);
  });
  await store.close();
  const found: unknown[] = [];
  for (const left of killed) {
    const again = sqliteWorldStore({ file: left, said: (sentence) => said.push(sentence) });
    const position = (await again.load())?.position;
    const stored = (await again.stored([contactId('c1'), contactId('m0'), contactId('m4999')])).size;
    found.push(`${position}: ${stored}`);
    await again.close();
  }
  expect(new Set(found)).toEqual(new Set(['7: 1', '8: 3']));
  expect(said).toEqual([]);
});

test('a store is copied whole while it is saved to, whichever begins first', async () => {
  const store = open();
  await store.save(checkpointAt(7), MANY);
  const copying = [store.copyTo(join(folder, 'before.db'))];
  await store.save(checkpointAt(8), MANY);
  await Promise.all(copying);
  await turnsWhile(store.save(checkpointAt(9), MANY), (turn) => {
    if (turn === 5) copying.push(store.copyTo(join(folder, 'during.db')));
  });
  await Promise.all(copying);
  await store.close();
  expect(copying).toHaveLength(2);
  for (const name of ['before.db', 'during.db']) {
    const copy = sqliteWorldStore({ file: join(folder, name), said: (sentence) => said.push(sentence) });
    expect([7, 8, 9]).toContain((await copy.load())?.position);
    expect(await copy.stored([contactId('m0'), contactId('m4999')])).toHaveProperty('size', 2);
    await copy.close();
  }
});
