import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-lines-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function linesOf(content: string | Uint8Array): Promise<[number, string][]> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  const found: [number, string][] = [];
  for await (const { first, lines } of readLines(path)) {
    for (const [index, line] of lines.entries()) found.push([first + index, line]);
  }
  return found;
}

test('lines end with LF, with CRLF or with the file, and have their numbers', async () => {
  const expected = [
    [1, 'one'],
    [2, ''],
    [3, 'three'],
  ];
  expect(await linesOf('one\n\nthree\n')).toEqual(expected);
  expect(await linesOf('one\r\n\r\nthree')).toEqual(expected);
  expect(await linesOf('one\r\n\nthree\r\n')).toEqual(expected);
});

test('a byte order mark at the beginning belongs to no line', async () => {
  expect(await linesOf('\ufeffone\ntwo')).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
  expect(await linesOf(gzipSync('\ufeffone'))).toEqual([[1, 'one']]);
});

test('an empty file has no lines', async () => {
  expect(await linesOf('')).toEqual([]);
  expect(await linesOf(gzipSync(''))).toEqual([]);
});

test('a zipped file is known by its first bytes, and may have several parts', async () => {
  const parts = Buffer.concat([gzipSync('one\ntw'), gzipSync('o\n')]);
  expect(await linesOf(parts)).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
});

test('lines and letters that lie across reads stay whole', async () => {
  const lines = Array.from({ length: 60_000 }, (_, index) => `${index}: 接通率 ${'x'.repeat(index % 90)}`);
  expect((await linesOf(lines.join('\n'))).map(([, line]) => line)).toEqual(lines);
  expect((await linesOf(gzipSync(`${lines.join('\r\n')}\r\n`))).map(([, line]) => line)).toEqual(lines);
});

async function read(path: string): Promise<void> {
  for await (const batch of readLines(path)) expect(batch.lines).toBeDefined();
}

test('a file that is not there, a folder, a cut and a damaged zip are named', async () => {
  await expect(read(join(folder, 'none'))).rejects.toThrow(
    `cannot read ${join(folder, 'none')}: no such file or folder`,
  );
  await expect(read(folder)).rejects.toThrow('it is a folder');
  const zipped = gzipSync('line\n'.repeat(10_000));
  await expect(linesOf(zipped.subarray(0, zipped.length - 20))).rejects.toThrow('cut short');
  const damaged = Buffer.from(zipped).fill(0xff, 12, 40);
  await expect(linesOf(damaged)).rejects.toThrow('damaged');
});

test('a line without an end is refused before it fills the memory', async () => {
  await expect(linesOf('x'.repeat(3_000_000))).rejects.toThrow('longer than 1048576 bytes');
});

test('reading may stop early', async () => {
  const path = join(folder, 'long');
  await writeFile(path, gzipSync('line\n'.repeat(3_000_000)));
  for await (const { first } of readLines(path)) {
    expect(first).toBe(1);
    break;
  }
});
