import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { epochMs } from '#domain/time.ts';
import { sqliteJournal } from '../../journal/sqlite-journal.ts';
import { journalFile } from '../../start/data-folder.ts';
import { busyLines } from '../../testing/busy-lines.ts';
import { queryCommand } from './query-command.ts';

let folder: string;
let said: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'query-folder-'));
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});
afterEach(async () => {
  process.exitCode = 0;
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const lines = [
  ...busyLines({ contacts: 300, queues: 3, agents: 7, startAt: Date.UTC(2026, 2, 4), everyMs: 20_000 }),
];

async function asked(name: string, ...from: readonly string[]): Promise<string> {
  const out = join(folder, name);
  const options = ['--by', 'queue,half-hour', '--out', out];
  const measures = ['--measures', 'offered,answered,service_level,handle_time,wait_p90,self_service_entered'];
  await queryCommand().parseAsync([...from, ...measures, ...options], { from: 'user' });
  return readFile(out, 'utf8');
}

test('the folder of a server that does not run answers what a recording of its events does', async () => {
  const events = lines.map((line) => JSON.parse(line) as AcdEvent).sort((one, other) => one.at - other.at);
  const journal = sqliteJournal({ file: journalFile(folder) });
  for (let from = 0; from < events.length; from += 50) {
    const some = events.slice(from, from + 50);
    await journal.append(some, epochMs(some.at(-1)?.at ?? 0));
  }
  await journal.close();
  await writeFile(join(folder, 'events.ndjson'), lines.join('\n'));
  const recording = await asked('recording.csv', join(folder, 'events.ndjson'));
  expect(await asked('folder.csv', '--data', folder)).toBe(recording);
  expect(recording.split('\n').length).toBeGreaterThan(10);
});

test('a folder without a journal is told by its name', async () => {
  await expect(asked('none.csv', '--data', join(folder, 'nothing'))).rejects.toThrow();
  expect(said).toContain('nothing/journal.db: expected the --data folder');
});
