import { createWriteStream, existsSync, statSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FileFailure } from './file-failure.ts';
import { writeEventFile } from './write-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-write-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test('a file has its name only when it is complete', async () => {
  const path = join(folder, 'out.ndjson');
  await writeFile(path, 'the old one\n');
  const file = writeEventFile(path);
  await file.write('{}\n');
  expect(await readFile(path, 'utf8')).toBe('the old one\n');
  await file.commit();
  await file.discard();
  expect(await readFile(path, 'utf8')).toBe('{}\n');
  expect(await readdir(folder)).toEqual(['out.ndjson']);
});

test('a name that ends in .gz is zipped', async () => {
  const path = join(folder, 'out.ndjson.gz');
  const file = writeEventFile(path);
  await file.write(Buffer.from('{}\n'));
  await file.commit();
  expect(gunzipSync(await readFile(path)).toString()).toBe('{}\n');
});

test('what is given up leaves nothing behind', async () => {
  const file = writeEventFile(join(folder, 'out.ndjson.gz'));
  await file.write('{}\n');
  await file.discard();
  expect(await readdir(folder)).toEqual([]);
});

test('more than the buffer holds is written whole', async () => {
  const path = join(folder, 'large');
  const file = writeEventFile(path);
  const piece = 'x'.repeat(1_000_000);
  for (let part = 0; part < 20; part++) await file.write(piece);
  await file.commit();
  expect((await readFile(path, 'utf8')).length).toBe(20_000_000);
});

test('a folder that is not there is named, at the latest when the file is completed', async () => {
  const file = writeEventFile(join(folder, 'none', 'out'));
  await expect(file.commit()).rejects.toThrow(
    `cannot write ${join(folder, 'none', 'out')}: no such file or folder`,
  );
});

// Linux has a disk that is always full.
test.skipIf(!existsSync('/dev/full'))('a full disk is named and ends the writing', async () => {
  const failure = await new Promise<unknown>((resolve) =>
    createWriteStream('/dev/full').on('error', resolve).end('x'),
  );
  expect(FileFailure.of('write', 'out', failure).message).toBe('cannot write out: no space left on the disk');
});

test('a device is written, and stays one', async () => {
  const file = writeEventFile('/dev/null');
  await file.write('{}\n');
  await file.commit();
  await file.discard();
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
});
