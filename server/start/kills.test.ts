import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Board } from '#domain/board/board.ts';
import { DAY_MS, HOUR_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';
import { dayStart, timeZone } from '#domain/time-zone.ts';
import { isSound, verifyJournal } from '../journal/verify-journal.ts';
import { sqliteJournal } from '../journal/sqlite-journal.ts';
import { busyLines } from '../testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../testing/child-server.ts';
import { spawnProgram } from '../testing/spawn-node.ts';

/** A few in every run of the tests; CALLBOARD_KILLS=50 for a long one. */
const KILLS = Number(process.env['CALLBOARD_KILLS'] ?? 4);
const SEED = Number(process.env['CALLBOARD_SEED'] ?? 20_261_130);
const MOMENTS = fc.sample(fc.integer({ min: 50, max: 2_500 }), { numRuns: KILLS, seed: SEED });
const LINES_A_BATCH = 500;

const ZONE = timeZone('Asia/Shanghai');
const MIDNIGHT = dayStart(ZONE, epochMs(Date.parse('2026-03-02T12:00:00Z')));

test(
  `killed ${KILLS} times at any moment, the server has all that it acknowledged, each once, and counts it as one that never was`,
  async () => {
    await inTemporaryFolder(async (folder) => {
      const data = join(folder, 'data');
      const sent = new Sent();
      for (const [kill, momentMs] of MOMENTS.entries()) {
        // Another target every third time, so that what is stored is judged anew; now and then the checkpoint is gone.
        writeFileSync(join(folder, 'centre.yaml'), definitions([20, 10, 35][Math.floor(kill / 3) % 3] ?? 20));
        if (kill % 7 === 5) rmSync(join(data, 'world.db'), { force: true });
        const server = await start(data);
        const backup = kill % 3 === 1 ? backUp(data, join(folder, `backup-${kill}`)) : undefined;
        const sending = sent.sendUntilGone(server);
        await setTimeout(momentMs);
        await server.kill();
        await Promise.all([sending, backup]);
      }
      writeFileSync(join(folder, 'centre.yaml'), definitions(20));
      const counts = await countsOn(data, sent);
      expect(counts.offered).toBe(sent.contactsToday());
      const verified = verifyJournal({ file: join(data, 'journal.db'), full: true, onRead: () => undefined });
      expect(isSound(verified)).toBe(true);
      expect((await idsIn(data)).sort()).toEqual(sent.ids().sort());
      // A server that has nothing but the journal counts the same.
      rmSync(join(data, 'world.db'));
      expect(await countsOn(data, sent)).toEqual(counts);
    });
  },
  Math.max(180_000, KILLS * 30_000),
);

/** What one sender has told: batch after batch, the one that nobody answered for again. */
class Sent {
  readonly #batches: (readonly string[])[] = [[...beginning()]];
  #acknowledged = 0;
  readonly #lines = busyLines({
    contacts: 1_000_000,
    queues: 5,
    agents: 30,
    startAt: MIDNIGHT,
    // All of them come within the day, however many are told until the last kill.
    everyMs: 30,
  })[Symbol.iterator]();

  async sendUntilGone(server: ChildServer): Promise<void> {
    while (await this.sendNext(server));
  }

  /** False: the server is gone. */
  async sendNext({ url }: ChildServer): Promise<boolean> {
    const batch = (this.#batches[this.#acknowledged] ??= this.#next());
    const headers = { 'content-type': 'application/x-ndjson' };
    try {
      const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: batch.join('\n') });
      if (answer.status === 429) return true;
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ refusedCount: 0 });
    } catch (error) {
      if (error instanceof Error && error.name === 'AssertionError') throw error;
      return false;
    }
    this.#acknowledged += 1;
    return true;
  }

  /** Until what was on its way is acknowledged too. */
  async sendRest(server: ChildServer): Promise<void> {
    while (this.#acknowledged < this.#batches.length)
      if (!(await this.sendNext(server))) throw new Error('the server is gone');
  }

  ids(): string[] {
    return this.#batches.flat().map((line) => String(Reflect.get(JSON.parse(line) as object, 'id')));
  }

  contactsToday(): number {
    return this.ids().filter((id) => id.endsWith('-contact-queued')).length - OLD_CONTACTS;
  }

  #next(): readonly string[] {
    return Array.from({ length: LINES_A_BATCH }, () => this.#lines.next().value ?? '');
  }
}

const told = (fact: object): string => JSON.stringify({ ...fact, source: 'bench' });

const OLD_CONTACTS = 200;

/** The clock of the day that is played, and contacts of ten days before, which retention lets go of. */
function* beginning(): Iterable<string> {
  yield told({ id: 'start', at: MIDNIGHT, kind: 'source-started', played: true });
  yield told({ id: 'clock', at: later(MIDNIGHT, 20 * HOUR_MS), kind: 'source-heartbeat' });
  const startAt = MIDNIGHT - 10 * DAY_MS;
  for (const line of busyLines({
    contacts: OLD_CONTACTS,
    queues: 5,
    agents: 30,
    startAt,
    everyMs: 5 * SECOND_MS,
  }))
    yield line.replaceAll('"id":"', '"id":"old-').replaceAll('"contact":"', '"contact":"old-');
}

const definitions = (seconds: number): string => `
zone: ${ZONE.name}
target: { share: 80%, seconds: ${seconds}, short-abandon-seconds: 5 }
`;

const start = (data: string): Promise<ChildServer> =>
  startChildServer({
    folder: data,
    definitions: join(data, '..', 'centre.yaml'),
    more: ['--keep-contacts', '2', '--keep-journal', '2'],
  });

/** It may come too early or be cut off: what it leaves is no backup, and that is all. */
async function backUp(data: string, into: string): Promise<void> {
  const child = spawnProgram(['backup', into, '--data', data], ['ignore', 'ignore', 'ignore']);
  await once(child, 'close');
}

async function countsOn(data: string, sent: Sent): Promise<Board['total']['day']['counts']> {
  const server = await start(data);
  await sent.sendRest(server);
  const { total } = await finalBoard(server, sent.ids().length);
  await server.stop();
  return total.day.counts;
}

async function idsIn(data: string): Promise<string[]> {
  const journal = sqliteJournal({ file: join(data, 'journal.db'), readOnly: true });
  const ids: string[] = [];
  for await (const entries of journal.readAfter(0)) ids.push(...entries.map(({ event }) => event.id));
  await journal.close();
  return ids;
}

/** The board once so many are counted, and nothing is counted again. */
async function finalBoard({ url }: ChildServer, events: number): Promise<Board> {
  for (;;) {
    const answer: unknown = await (await fetch(`${url}/v1/board`)).json();
    const board: Board | undefined = Reflect.get(Object(answer), 'board');
    const version = Number(Reflect.get(Object(answer), 'version'));
    if (board !== undefined && board.recount === undefined && version >= events) return board;
    await setTimeout(20);
  }
}
