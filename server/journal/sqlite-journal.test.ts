import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { heartbeat, heartbeats, readAll } from './testing/journal-contract.ts';
import { sqliteJournal } from './sqlite-journal.ts';

const NOON = epochMs(1_700_000_000_000);
const ROOM_BYTES = 200_000;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-journal-'));
  file = join(folder, 'deep', 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a journal that is opened again', () => {
  test('has what was acknowledged, knows its duplicates and goes on counting', async () => {
    const first = sqliteJournal({ file });
    const { head } = await first.append([...heartbeats(0, 10), heartbeat('e-0', 'chat')], NOON);
    await first.close();
    const second = sqliteJournal({ file });
    expect(await second.head()).toBe(head);
    expect(await second.append(heartbeats(0, 11), NOON)).toMatchObject({ duplicates: 10 });
    expect((await readAll(second)).map((entry) => entry.event.id)).toHaveLength(12);
    await second.close();
  });

  test('of a release that kept no standings keeps them from now on', async () => {
    await sqliteJournal({ file }).close();
    inOtherProgram('DROP TABLE standing');
    const journal = sqliteJournal({ file });
    await journal.append([], NOON, [{ source: sourceId('pbx'), key: 'a', value: '1' }]);
    expect((await journal.standing(sourceId('pbx'))).get('a')).toBe('1');
    await journal.close();
  });

  test('starts empty when a kill came between the first page and the tables', async () => {
    mkdirSync(dirname(file));
    inOtherProgram('PRAGMA journal_mode = WAL');
    const journal = sqliteJournal({ file });
    expect(await journal.head()).toBe(0);
    await journal.close();
  });
});

describe('a full disk', () => {
  test('refuses the batch as a whole, and takes a later one that fits', async () => {
    const journal = sqliteJournal({ file, maxBytes: ROOM_BYTES });
    const { head } = await journal.append(heartbeats(0, 100), NOON);
    const knows = { source: sourceId('pbx'), key: 'place', value: 'behind the batch' };
    await expect(journal.append(heartbeats(100, 5_000), NOON, [knows])).rejects.toMatchObject({
      name: 'StorageFailure',
      reason: 'full',
      message: expect.stringMatching(/no room left for the journal .*journal\.db.*free some disk space/),
    });
    expect(await journal.head()).toBe(head);
    expect(await readAll(journal)).toHaveLength(100);
    expect((await journal.standing(knows.source)).size).toBe(0);
    expect(await journal.append(heartbeats(100, 110), NOON)).toMatchObject({ duplicates: 0 });
    await journal.close();
  });

  test('takes the same batch once there is room again, from a source it had not known', async () => {
    const small = sqliteJournal({ file, maxBytes: ROOM_BYTES });
    const batch = heartbeats(0, 5_000, 'new-switch');
    await expect(small.append(batch, NOON)).rejects.toMatchObject({ reason: 'full' });
    // What was remembered of the source was rolled back with the batch.
    expect(await small.append(batch.slice(0, 1), NOON)).toMatchObject({ duplicates: 0 });
    await small.close();
    const roomy = sqliteJournal({ file });
    expect(await roomy.append(batch, NOON)).toMatchObject({ duplicates: 1 });
    expect(await readAll(roomy)).toHaveLength(5_000);
    await roomy.close();
  });
});

describe('a damaged file', () => {
  test('is refused when its header was overwritten', async () => {
    await written();
    overwrite(file, 0, Buffer.alloc(100, 'x'));
    expect(() => sqliteJournal({ file })).toThrow(/the journal .*journal\.db is damaged.*backup/);
  });

  test('is refused when it was cut short', async () => {
    await written();
    writeFileSync(file, readFileSync(file).subarray(0, statSync(file).size / 2));
    await expect(openAndRead()).rejects.toMatchObject({ reason: 'damaged' });
  });

  test('is refused when pages in the middle were overwritten', async () => {
    await written();
    const middle = Math.floor(statSync(file).size / 2);
    overwrite(file, middle, Buffer.alloc(16_384, 0xff));
    await expect(openAndRead()).rejects.toMatchObject({ reason: 'damaged' });
  });

  test('names the position of a line in which one byte turned over, though it is still JSON', async () => {
    await written();
    const at = readFileSync(file).indexOf('"id":"e-77","source":"pbx"');
    overwrite(file, at + '"id":"e-'.length, Buffer.from('9'));
    await expect(openAndRead()).rejects.toMatchObject({
      reason: 'damaged',
      message: expect.stringMatching(/journal\.db is damaged at position 78/),
    });
  });

  test("is refused when it is another program's database", () => {
    mkdirSync(dirname(file));
    inOtherProgram('CREATE TABLE theirs (a)');
    expect(() => sqliteJournal({ file })).toThrow(/is not a Callboard journal/);
  });

  test('is refused when only its write-ahead log is left', async () => {
    await written();
    rmSync(file);
    writeFileSync(`${file}-wal`, 'frames');
    expect(() => sqliteJournal({ file })).toThrow(/journal\.db is missing but .*-wal is there/);
  });
});

describe('a file that cannot be written', () => {
  test('is refused when it is read-only', async () => {
    await sqliteJournal({ file }).close();
    chmodSync(folder, 0o755);
    chmodSync(file, 0o444);
    asNobody(() => expect(() => sqliteJournal({ file })).toThrow(/cannot be written: check its owner/));
  });

  test('is refused when it is a folder, or lies under a file', () => {
    expect(() => sqliteJournal({ file: folder })).toThrow(/cannot be written/);
    writeFileSync(join(folder, 'plain'), '');
    expect(() => sqliteJournal({ file: join(folder, 'plain', 'journal.db') })).toThrow(/cannot be written/);
  });

  test('is refused when it was written by a later release', async () => {
    await sqliteJournal({ file }).close();
    inOtherProgram('PRAGMA user_version = 9');
    expect(() => sqliteJournal({ file })).toThrow(/has format 9, this release reads format 1/);
  });
});

function overwrite(path: string, at: number, bytes: Buffer): void {
  const opened = openSync(path, 'r+');
  writeSync(opened, bytes, 0, bytes.length, at);
  closeSync(opened);
}

async function written(): Promise<void> {
  const journal = sqliteJournal({ file });
  await journal.append(heartbeats(0, 5_000), NOON);
  await journal.close();
}

async function openAndRead(): Promise<void> {
  const journal = sqliteJournal({ file });
  try {
    await readAll(journal);
  } finally {
    await journal.close();
  }
}

function inOtherProgram(sql: string): void {
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
}

const NOBODY = 65_534;

/** Permissions do not bind the administrator, so where the tests run as one, somebody else tries. */
function asNobody(work: () => void): void {
  const administrator = process.geteuid?.() === 0;
  if (administrator) process.seteuid?.(NOBODY);
  try {
    work();
  } finally {
    if (administrator) process.seteuid?.(0);
  }
}
