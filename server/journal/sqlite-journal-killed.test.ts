import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { readAll } from './testing/journal-contract.ts';
import { sqliteJournal } from './sqlite-journal.ts';

const BATCH = 500;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-journal-'));
  file = join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

// Appends batches for ever, and writes the head after each acknowledgement to a pipe that outlives it.
const APPENDER = `
  import { writeSync } from 'node:fs';
  const { sqliteJournal } = await import(process.argv[1]);
  const journal = sqliteJournal({ file: process.argv[2] });
  for (let from = await journal.head(); ; from += ${BATCH}) {
    const batch = Array.from({ length: ${BATCH} }, (_, index) => ({
      id: 'e-' + (from + index + 1), source: 'pbx', at: 1700000000000, kind: 'source-heartbeat',
    }));
    const told = { source: 'pbx', key: 'told', value: String(from + ${BATCH}) };
    const { head } = await journal.append(batch, 1700000000000, [told]);
    writeSync(1, head + '\\n');
  }`;

const HOLDER = `
  const { sqliteJournal } = await import(process.argv[1]);
  const journal = sqliteJournal({ file: process.argv[2] });
  process.stdout.write('open\\n');
  process.stdin.on('end', () => journal.close()).resume();`;

test('after kill -9 in the middle of appending every acknowledged batch is there with what its sender knew, and none by halves', async () => {
  for (const acknowledgements of [1, 25, 60]) {
    const acknowledged = await killAfter(acknowledgements);
    const journal = sqliteJournal({ file });
    const entries = await readAll(journal);
    expect(await journal.head()).toBeGreaterThanOrEqual(acknowledged);
    expect(entries.length % BATCH).toBe(0);
    expect((await journal.standing(sourceId('pbx'))).get('told')).toBe(String(entries.length));
    expect(entries.map((entry) => entry.event.id)).toEqual(entries.map((_, index) => `e-${index + 1}`));
    await journal.close();
  }
});

test('a second callboard on the same data folder is refused until the first has closed', async () => {
  const holder = run(HOLDER);
  await once(holder.stdout, 'data');
  expect(() => sqliteJournal({ file })).toThrow(/locked: the data folder is in use by another callboard/);
  holder.stdin.end();
  await once(holder, 'exit');
  await sqliteJournal({ file }).close();
});

/** Lets an appender run until it has acknowledged that many batches, kills it, and answers the last head it told. */
async function killAfter(acknowledgements: number): Promise<number> {
  const appender = run(APPENDER);
  const heads: number[] = [];
  for await (const line of createInterface({ input: appender.stdout })) {
    heads.push(Number(line));
    if (heads.length === acknowledgements) appender.kill('SIGKILL');
  }
  expect(heads.length).toBeGreaterThanOrEqual(acknowledgements);
  return heads.at(-1) ?? 0;
}

function run(program: string): ChildProcessByStdio<Writable, Readable, null> {
  const journal = new URL('./sqlite-journal.ts', import.meta.url).href;
  const flags = [
    '--disable-warning=ExperimentalWarning',
    '--input-type=module',
    '--eval',
    program,
    journal,
    file,
  ];
  return spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] });
}
