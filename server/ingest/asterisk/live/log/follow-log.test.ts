import { appendFile, copyFile, mkdtemp, rename, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { createBell } from '../../../../clock/timers.ts';
import { handClock } from '../../../links/testing/hand-clock.ts';
import { followLog } from './follow-log.ts';
import { follow, line, linesFrom } from './testing/log-follower.ts';

let folder = '';
let path = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-log-'));
  path = join(folder, 'queue_log');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('what the file has and what is added to it is read once, and a line is read when it is whole', async () => {
  await writeFile(path, line(0) + '1795326001|NO');
  const follower = follow(path);
  await follower.looked();
  expect(follower.read()).toBe(line(0));
  await appendFile(path, 'NE|NONE|NONE|NOTE|\n' + line(2));
  await follower.until(line(0) + line(1) + line(2));
  await follower.stop();
  expect(follower.read()).toBe(line(0) + line(1) + line(2));
  expect(follower.pieces.map(({ offset }) => offset)).toEqual([0, line(0).length]);
});

test('a rotated file is read to its end before the new one is, even where the switch still writes to it', async () => {
  await writeFile(path, linesFrom(0, 3));
  const follower = follow(path);
  await follower.looked();
  await rename(path, `${path}.0`);
  await appendFile(`${path}.0`, line(3));
  await follower.looked();
  await writeFile(path, '');
  await appendFile(`${path}.0`, line(4));
  await follower.looked();
  await appendFile(`${path}.0`, line(5));
  await appendFile(path, line(6, 'CONFIGRELOAD'));
  const all = linesFrom(0, 6) + line(6, 'CONFIGRELOAD');
  await follower.until(all);
  await follower.stop();
  expect(follower.read()).toBe(all);
  expect(new Set(follower.pieces.map(({ file }) => file)).size).toBe(2);
  expect(follower.missed).toEqual([]);
});

test('a file that is copied and emptied in place loses nothing, though lines came between our look and the copy', async () => {
  await writeFile(path, linesFrom(0, 3));
  const follower = follow(path);
  await follower.looked();
  await appendFile(path, line(3));
  await copyFile(path, `${path}.1`);
  await truncate(path);
  await appendFile(path, linesFrom(10, 30));
  const all = linesFrom(0, 4) + linesFrom(10, 30);
  await follower.until(all);
  await follower.stop();
  expect(follower.read()).toBe(all);
  expect(follower.missed).toEqual([]);
});

test('a file that is emptied in place without a copy is read from its beginning, and it is said that something may be missing', async () => {
  await writeFile(path, linesFrom(0, 3));
  const follower = follow(path);
  await follower.looked();
  await truncate(path);
  await appendFile(path, line(10));
  await follower.until(linesFrom(0, 3) + line(10));
  await follower.stop();
  expect(follower.read()).toBe(linesFrom(0, 3) + line(10));
  expect(follower.missed.join()).toMatch(/emptied in place, and no copy/);
});

test('several rotations while nobody looked are read in their order', async () => {
  await writeFile(path, linesFrom(0, 2));
  const follower = follow(path);
  await follower.looked();
  await follower.stop();
  await appendFile(path, line(2));
  await rename(path, `${path}.2`);
  await writeFile(`${path}.1`, linesFrom(20, 2));
  await writeFile(path, linesFrom(40, 2));
  await writeFile(`${path}.3.gz`, 'packed\n');
  const again = follow(path, follower.place());
  await again.until(line(2) + linesFrom(20, 2) + linesFrom(40, 2));
  await again.stop();
  expect(again.read()).toBe(line(2) + linesFrom(20, 2) + linesFrom(40, 2));
});

test('a place whose file is gone is told, and reading goes on with what is there', async () => {
  await writeFile(path, linesFrom(0, 2));
  const follower = follow(path);
  await follower.looked();
  await follower.stop();
  await unlink(path);
  await writeFile(path, linesFrom(50, 2));
  const again = follow(path, follower.place());
  await again.until(linesFrom(50, 2));
  await again.stop();
  expect(again.read()).toBe(linesFrom(50, 2));
  expect(again.missed.join()).toMatch(/the file that was read last is gone/);
});

test('reading begins at the first line of the wanted time, wherever in the rotated files that is', async () => {
  await writeFile(`${path}.1`, linesFrom(0, 2_000));
  await writeFile(path, linesFrom(2_000, 50));
  for (const [since, expected] of [
    [1_795_326_000_000 + 1_990_000, linesFrom(1_990, 60)],
    [1_795_326_000_000 + 1_990_001, linesFrom(1_991, 59)],
    [1_795_326_000_000 + 2_010_000, linesFrom(2_010, 40)],
    [0, linesFrom(0, 2_050)],
  ] as const) {
    const follower = follow(path, { since });
    await follower.until(expected);
    await follower.stop();
    expect(follower.read()).toBe(expected);
  }
});

test('a line without end is passed over and told, and the next lines are read', async () => {
  await writeFile(path, line(0) + 'x'.repeat(200_000));
  const follower = follow(path);
  await follower.looked();
  await appendFile(path, `x\n${line(2)}`);
  await follower.until(line(0) + line(2));
  await follower.stop();
  expect(follower.read()).toBe(line(0) + line(2));
  expect(follower.missed.join()).toMatch(/a line of more than 65536 bytes at byte \d+/);
});

test('a file that is not there and one that may not be read are refused with the cause', async () => {
  const options = {
    path: join(folder, 'none', 'queue_log'),
    from: { since: epochMs(0) },
    bell: createBell(handClock().timers),
  };
  const quiet = { take: async () => {}, missed: () => {} };
  const connection = { signal: new AbortController().signal, live: () => {} };
  await expect(followLog({ ...options, ...quiet }, connection)).rejects.toThrow(/ENOENT/);
});

test('a log that is not there is not live, and is read from where it was left once it is', async () => {
  const follower = follow(path);
  await follower.passUntil(() => follower.lost.length > 2);
  expect(follower.isLive()).toBe(false);
  expect(follower.lost.join()).toContain(path);
  await writeFile(path, line(0));
  await follower.looked();
  await unlink(path);
  const times = follower.lost.length;
  await follower.passUntil(() => follower.lost.length > times);
  expect(follower.lost.at(-1)).toBe(`there is no ${path}`);
  await writeFile(path, linesFrom(0, 3));
  await follower.until(linesFrom(0, 3));
  await follower.stop();
  expect(follower.read()).toBe(linesFrom(0, 3));
});

test('lines that are read on after a rotation without a new file, which is said in the end', async () => {
  await writeFile(path, line(0));
  const follower = follow(path);
  await follower.looked();
  await rename(path, `${path}.0`);
  await follower.passUntil(() => follower.lost.length > 0);
  await appendFile(`${path}.0`, line(1));
  await follower.passUntil(() => follower.read().length >= linesFrom(0, 2).length);
  await follower.stop();
  expect(follower.read()).toBe(linesFrom(0, 2));
});

test('a log that is replaced by one without its last line is told as a gap since that line', async () => {
  await writeFile(path, linesFrom(0, 3));
  const follower = follow(path);
  await follower.looked();
  await writeFile(`${path}.tmp`, linesFrom(60, 2));
  await rename(`${path}.tmp`, path);
  await follower.until(linesFrom(0, 3) + linesFrom(60, 2));
  await follower.stop();
  expect(follower.read()).toBe(linesFrom(0, 3) + linesFrom(60, 2));
  expect(follower.missed.join()).toMatch(/was replaced by a file that does not go on where it ended/);
  expect(follower.gaps).toEqual([1_795_326_002_000]);
});
