import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { sourceId } from '#domain/ids.ts';
import { heartbeats, readAll } from './testing/journal-contract.ts';
import { repairJournal } from './repair-journal.ts';
import { sqliteJournal } from './sqlite-journal.ts';
import { isSound, verifyJournal, type Verified } from './verify-journal.ts';

const NOON = epochMs(Date.UTC(2026, 2, 4, 12));
const EVENTS = 12_000;

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-journal-'));
  file = join(folder, 'journal.db');
  const journal = sqliteJournal({ file });
  const knows = { source: sourceId('pbx'), key: 'place', value: 'here' };
  for (let from = 0; from < EVENTS; from += 500)
    await journal.append(heartbeats(from, from + 500), epochMs(NOON + from), [knows]);
  await journal.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

const look = (full: boolean): Verified => verifyJournal({ file, full, onRead: () => undefined });

function overwrite(at: number, bytes: Buffer): void {
  const whole = readFileSync(file);
  bytes.copy(whole, at);
  writeFileSync(file, whole);
}

test('a journal that is whole is sound, and repairing it would change nothing', () => {
  expect(look(false)).toMatchObject({ first: 1, last: EVENTS, entries: EVENTS });
  expect([look(false), look(true)].every(isSound)).toBe(true);
});

test('a line in which a byte turned over is named, and left out by the repair', async () => {
  const at = readFileSync(file).indexOf('"id":"e-77","source":"pbx"');
  overwrite(at + '"id":"e-'.length, Buffer.from('9'));
  const verified = look(true);
  expect(verified.damages).toEqual([
    {
      from: 78,
      to: 78,
      why: expect.stringContaining('position 78'),
      afterTime: NOON,
      beforeTime: NOON,
    },
  ]);
  expect(isSound(verified)).toBe(false);
  const { kept, damagedFile } = await repairJournal(file, verified);
  expect(kept).toBe(EVENTS - 1);
  expect(statSync(damagedFile ?? '').size).toBeGreaterThan(0);
  const journal = sqliteJournal({ file });
  expect(await readAll(journal)).toHaveLength(EVENTS - 1);
  expect((await journal.standing(sourceId('pbx'))).get('place')).toBe('here');
  const { head } = await journal.append(heartbeats(EVENTS, EVENTS + 1), NOON);
  expect(head).toBe(EVENTS + 1);
  await journal.close();
  expect(isSound(look(true))).toBe(true);
});

test('pages that were overwritten are told by their positions, and everything outside of them is kept', async () => {
  overwrite(Math.floor(statSync(file).size / 3 / 4_096) * 4_096, Buffer.alloc(3 * 4_096, 0xff));
  const verified = look(true);
  expect(verified.damages.length + verified.structure.length).toBeGreaterThan(0);
  const lost = verified.damages.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const { kept } = await repairJournal(file, verified);
  expect(kept).toBe(EVENTS - lost);
  expect(kept).toBeGreaterThan(EVENTS * 0.9);
  const journal = sqliteJournal({ file });
  expect(await readAll(journal)).toHaveLength(kept);
  await journal.close();
  expect(isSound(look(true))).toBe(true);
});

test('an end that is lost is accepted by the repair, and its positions are never used again', async () => {
  const before = readFileSync(`${file}-head`);
  const journal = sqliteJournal({ file });
  await journal.append(heartbeats(EVENTS, EVENTS + 10), NOON);
  await journal.close();
  const after = readFileSync(`${file}-head`);
  expect(after.equals(before)).toBe(false);
  // The file as it was before the last commit, beside a note that knows of it.
  const shorter = join(folder, 'shorter.db');
  const copy = sqliteJournal({ file: shorter });
  await copy.append(heartbeats(0, EVENTS), NOON);
  await copy.close();
  writeFileSync(file, readFileSync(shorter));
  const verified = look(false);
  expect(verified.lost).toMatchObject({ after: EVENTS, to: EVENTS + 10 });
  await repairJournal(file, verified);
  expect(isSound(look(true))).toBe(true);
  const again = sqliteJournal({ file });
  expect((await again.append(heartbeats(EVENTS, EVENTS + 1), NOON)).head).toBe(EVENTS + 11);
  await again.close();
});
