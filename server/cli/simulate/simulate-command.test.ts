import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE_MS } from '#domain/time.ts';
import { intervalReport } from '../../replay/interval-report.ts';
import { endReplay, replayEvents, startReplay } from '../../replay/replay.ts';
import { readEventFile } from '../read-event-file.ts';
import { simulateCommand } from './simulate-command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulate-'));
});
afterEach(async () => {
  process.exitCode = 0;
  await rm(folder, { recursive: true });
});

test('the same seed writes the same events, another seed others', async () => {
  await simulate('--out', join(folder, 'one.ndjson.gz'), '--seed', '7');
  await simulate('--out', join(folder, 'two.ndjson'), '--seed', '7');
  await simulate('--out', join(folder, 'other.ndjson'), '--seed', '8');
  const one = gunzipSync(await readFile(join(folder, 'one.ndjson.gz'))).toString();
  expect(one).toBe(await readFile(join(folder, 'two.ndjson'), 'utf8'));
  expect(one).not.toBe(await readFile(join(folder, 'other.ndjson'), 'utf8'));
  expect(one.split('\n').length).toBeGreaterThan(1_000);
});

test('a replay of the events reports what the simulator wrote as its own intervals', async () => {
  const out = join(folder, 'events.ndjson');
  const intervals = join(folder, 'intervals.csv');
  await simulate('--out', out, '--intervals', intervals, '--days', '2');
  const replay = startReplay({
    zone: 'Asia/Shanghai',
    intervalMs: 30 * MINUTE_MS,
    withinMs: 20_000,
    shortAbandonMs: 5_000,
  });
  for await (const batch of readEventFile(out, { onBytes: () => undefined })) {
    expect(batch.refused).toEqual([]);
    replayEvents(replay, batch.events);
  }
  endReplay(replay);
  const reported = [...intervalReport(replay.world.tally, replay.terms.zone, 30 * MINUTE_MS), ''].join('\n');
  expect(await readFile(intervals, 'utf8')).toBe(reported);
});

test('the former name of the option is still taken, and one of both is needed', async () => {
  const typed = ['--from', '2026-03-02', '--seed', '7'];
  await simulate('--out', join(folder, 'now.ndjson'), '--seed', '7');
  await simulateCommand().parseAsync(
    ['--scenario', 'tibetan-seats', ...typed, '--out', join(folder, 'former.ndjson')],
    { from: 'user' },
  );
  expect(await readFile(join(folder, 'former.ndjson'))).toEqual(await readFile(join(folder, 'now.ndjson')));
  const without = simulateCommand().exitOverride();
  await expect(without.parseAsync([...typed, '--out', '-'], { from: 'user' })).rejects.toThrow(
    "required option '--centre <name>' not specified",
  );
});

test('a date that is none is refused in words, and no file is left', async () => {
  await simulate('--out', join(folder, 'none.ndjson'), '--from', 'tomorrow');
  expect(process.exitCode).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

/** Two or three people on duty: small, and with the target that replays have by these options. */
async function simulate(...more: readonly string[]): Promise<void> {
  const usual = ['--centre', 'tibetan-seats', ...(more.includes('--from') ? [] : ['--from', '2026-03-02'])];
  await simulateCommand().parseAsync([...usual, ...more], { from: 'user' });
}
