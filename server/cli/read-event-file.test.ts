import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import type { RefusedLine } from '#domain/board/wire.ts';
import { readEventFile } from './read-event-file.ts';
import { writeEventFile } from '../files/write-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callboard-events-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function read(path: string): Promise<{ events: AcdEvent[]; refused: RefusedLine[] }> {
  const events: AcdEvent[] = [];
  const refused: RefusedLine[] = [];
  for await (const batch of readEventFile(path)) {
    events.push(...batch.events);
    refused.push(...batch.refused);
  }
  return { events, refused };
}

const beat = (id: number): string =>
  JSON.stringify({ kind: 'source-heartbeat', id: String(id), source: 's', at: 915_141_600_000 + id });

test('what was written is read, zipped or not, over more than one batch', async () => {
  for (const name of ['events.ndjson', 'events.ndjson.gz']) {
    const path = join(folder, name);
    const file = writeEventFile(path);
    for (let id = 0; id < 10_000; id++) await file.write(`${beat(id)}\n`);
    await file.commit();
    const { events, refused } = await read(path);
    expect(refused).toEqual([]);
    expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 10_000 }, (_, id) => String(id)));
  }
});

test('lines that are no events are reported with their number, and empty ones passed over', async () => {
  const path = join(folder, 'mixed.ndjson');
  await writeFile(path, [beat(1), '', '{"kind":"nonsense"}', '  ', beat(2), 'text'].join('\r\n'));
  const { events, refused } = await read(path);
  expect(events.map(({ id }) => id)).toEqual(['1', '2']);
  expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
    [3, 'unknown-kind'],
    [6, 'not-json'],
  ]);
});

test('a byte order mark is passed over, at the beginning of the file and where files were put together', async () => {
  const path = join(folder, 'marked.ndjson');
  await writeFile(path, `\ufeff${beat(1)}\r\n${beat(2)}\r\n\ufeff${beat(3)}\r\n`);
  const { events, refused } = await read(path);
  expect(refused).toEqual([]);
  expect(events.map(({ id }) => id)).toEqual(['1', '2', '3']);
});

test('a file that is not UTF-8 is refused: every name in it would be destroyed', async () => {
  const path = join(folder, 'gbk.ndjson');
  // 售后 in GBK.
  const queue = Buffer.from([0xca, 0xdb, 0xba, 0xf3]);
  await writeFile(path, Buffer.concat([Buffer.from('{"queue":"'), queue, Buffer.from('"}\n')]));
  await expect(read(path)).rejects.toThrow('gbk.ndjson: the text must be UTF-8');
  await writeFile(path, Buffer.from(`\ufeff${beat(1)}`, 'utf16le'));
  await expect(read(path)).rejects.toThrow('the text must be UTF-8');
});

test('a reader of one’s own can be given', async () => {
  const path = join(folder, 'own.ndjson');
  await writeFile(path, beat(1));
  const refusal = { reason: 'bad-value', field: 'id', value: '1', expected: 'another' } as const;
  const batches = [];
  for await (const batch of readEventFile(path, { parse: () => ({ kind: 'refused', refusal }) }))
    batches.push(batch);
  expect(batches).toEqual([{ events: [], eventLines: [], refused: [{ line: 1, ...refusal }] }]);
});
