import {
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  copyFileSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { HeadNote, headNoteFile, readHeadNote } from './head-note.ts';
import { heartbeats, readAll } from './testing/journal-contract.ts';
import { sqliteJournal } from './sqlite-journal.ts';

const NOON = epochMs(Date.UTC(2026, 2, 4, 12));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-journal-'));
  file = join(folder, 'journal.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Copies the files of a journal in use, as a kill would leave them: 300 events folded into the file, and 20 commits of 10 in its log. */
async function leftByAKill(): Promise<string> {
  const journal = sqliteJournal({ file });
  await journal.append(heartbeats(0, 300), NOON);
  journal.keeping.fold();
  for (let batch = 0; batch < 20; batch += 1) {
    const from = 300 + batch * 10;
    await journal.append(
      heartbeats(from, from + 10, batch < 10 ? 'pbx' : 'chat'),
      epochMs(NOON + batch * 1_000),
    );
  }
  const left = join(folder, 'left.db');
  for (const part of ['', '-wal', '-head']) copyFileSync(`${file}${part}`, `${left}${part}`);
  await journal.close();
  return left;
}

describe('a write-ahead log', () => {
  test('that is whole is read, and nothing is missing', async () => {
    const journal = sqliteJournal({ file: await leftByAKill() });
    expect(await readAll(journal)).toHaveLength(500);
    await journal.close();
  });

  test('that was removed is told, with positions, sources and times, and not taken for the end', async () => {
    const left = await leftByAKill();
    rmSync(`${left}-wal`);
    expect(() => sqliteJournal({ file: left })).toThrow(
      /left\.db ends at position 300, and more was acknowledged: positions 301 to 500 \(200 events of pbx, chat, received from 2026-03-04T12:00:00\.000Z to 2026-03-04T12:00:19\.000Z\) are lost/,
    );
  });

  test('that was cut or in which a byte turned over is told', async () => {
    const left = await leftByAKill();
    const whole = readFileSync(`${left}-wal`);
    truncateSync(`${left}-wal`, Math.floor(statSync(`${left}-wal`).size / 2));
    expect(() => sqliteJournal({ file: left })).toThrow(/ends at position \d+, and more was acknowledged/);
    const flipped = Buffer.from(whole);
    const middle = Math.floor(flipped.length / 2);
    flipped[middle] = (flipped[middle] ?? 0) ^ 0x10;
    writeFileSync(`${left}-wal`, flipped);
    expect(() => sqliteJournal({ file: left })).toThrow(/repair/);
    writeFileSync(`${left}-wal`, whole);
    await sqliteJournal({ file: left }).close();
  });

  test('without its main file is told, and so is a main file that is gone altogether', async () => {
    const left = await leftByAKill();
    rmSync(left);
    expect(() => sqliteJournal({ file: left })).toThrow(/left\.db is missing but .*-wal is there/);
    rmSync(`${left}-wal`);
    expect(() => sqliteJournal({ file: left })).toThrow(
      /left\.db is missing, and 500 positions of it were acknowledged/,
    );
  });
});

describe('the note of what was acknowledged', () => {
  test('is taken up again by a journal that goes on, and begun by one that had none', async () => {
    await sqliteJournal({ file }).close();
    rmSync(headNoteFile(file));
    const first = sqliteJournal({ file });
    await first.append(heartbeats(0, 3), NOON);
    await first.close();
    rmSync(headNoteFile(file));
    await sqliteJournal({ file }).close();
    expect(readHeadNote(headNoteFile(file)).at(-1)).toMatchObject({ to: 3, kept: 3 });
  });

  test('goes round, and a slot that was torn leaves the one before it', async () => {
    const note = new HeadNote(headNoteFile(file));
    for (let to = 1; to <= 4_200; to += 1)
      note.write({ from: to, to, events: 1, receivedAt: NOON, sources: ['pbx'] });
    await note.close();
    const noted = readHeadNote(headNoteFile(file));
    expect(noted).toHaveLength(4_096);
    expect(noted.at(-1)).toMatchObject({ from: 4_200, to: 4_200, events: 1, sources: ['pbx'] });
    const bytes = readFileSync(headNoteFile(file));
    bytes.write('x', bytes.indexOf('"to":4200'));
    writeFileSync(headNoteFile(file), bytes);
    expect(readHeadNote(headNoteFile(file)).at(-1)).toMatchObject({ to: 4_199 });
  });
});
