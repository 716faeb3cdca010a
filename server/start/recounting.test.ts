import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Board } from '#domain/board/board.ts';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { HOUR_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';
import { dayStart, timeZone } from '#domain/time-zone.ts';
import { takeEntries } from '../checkpoint/checkpoint.ts';
import { openWorld } from '../checkpoint/recover-world.ts';
import { memoryWorldStore } from '../checkpoint/testing/memory-world-store.ts';
import { heartbeats } from '../journal/testing/journal-contract.ts';
import { memoryJournal } from '../journal/testing/memory-journal.ts';
import { busyLines, inBatches } from '../testing/busy-lines.ts';
import { inTemporaryFolder, startChildServer, type ChildServer } from '../testing/child-server.ts';
import { startRecounting } from './recounting.ts';

const ZONE = timeZone('Asia/Shanghai');
const MIDNIGHT = dayStart(ZONE, epochMs(Date.parse('2026-03-02T12:00:00Z')));

describe('a world that is behind its journal', () => {
  const at = epochMs(Date.UTC(2026, 2, 4));
  const options = {
    journal: memoryJournal(),
    store: memoryWorldStore(),
    terms: { centre: usualCentre(ZONE.name), zone: ZONE, definitions: 'one' },
    clock: () => at,
    log: pino({ level: 'silent' }),
    gridMs: GRID_MS,
    time: 'ours',
  } as const;

  test('is counted piece by piece, what comes meanwhile in its turn, and says how far it is', async () => {
    await options.journal.append(heartbeats(0, 6_000), at);
    const world = await openWorld(options);
    const recounting = await startRecounting(options, world);
    const shares: unknown[] = [];
    for (let piece = 0; recounting.isBehind(); piece += 1) {
      shares.push(recounting.progress()?.share);
      if (piece === 3) await options.journal.append(heartbeats(6_000, 6_500), at);
      await recounting.countFor(0);
    }
    await recounting.counted;
    expect(shares.slice(0, 4)).toEqual([0, 0.16, 0.33, 0.5]);
    expect(recounting.progress()).toBeUndefined();
    expect(world.position).toBe(6_500);
    const { entries } = await options.journal.append(heartbeats(6_500, 6_501), at);
    await takeEntries({ ...options, world }, entries);
    expect(world.position).toBe(6_501);
  });
});

describe('a server on a folder', () => {
  /** The board of a server that never knew another target. */
  let fresh: Promise<Board>;
  beforeAll(() => {
    fresh = inTemporaryFolder(async (folder) => {
      writeFileSync(join(folder, 'centre.yaml'), definitions(10));
      return boardAfter(folder, [...dayLines()]);
    });
  });

  test.each([
    ['of another target', () => undefined],
    ['whose checkpoint is gone', (folder: string) => rmSync(join(folder, 'world.db'))],
    [
      'whose checkpoint is damaged',
      (folder: string) => writeFileSync(join(folder, 'world.db'), 'x'.repeat(9_000)),
    ],
  ])(
    '%s serves at once, takes events, and is right when it has counted, killed in between too',
    async (_, spoil) => {
      await inTemporaryFolder(async (folder) => {
        writeFileSync(join(folder, 'centre.yaml'), definitions(20));
        const lines = [...dayLines()];
        await boardAfter(folder, lines.slice(0, 7_000));
        spoil(folder);
        writeFileSync(join(folder, 'centre.yaml'), definitions(10));
        const killed = await start(folder);
        await send(killed, lines.slice(7_000, 8_500));
        await killed.kill();
        const after = await boardAfter(folder, lines.slice(8_500), lines.length);
        expect(after.total.day.counts).toEqual((await fresh).total.day.counts);
      });
    },
    120_000,
  );
});

/** The board when a server on the folder has been told these and has counted everything. */
async function boardAfter(folder: string, lines: readonly string[], position = lines.length): Promise<Board> {
  const server = await start(folder);
  await send(server, lines);
  const board = await finalBoard(server, position);
  await server.stop();
  return board;
}

const start = (folder: string): Promise<ChildServer> =>
  startChildServer({ folder, definitions: join(folder, 'centre.yaml') });

const definitions = (seconds: number): string => `
zone: Asia/Shanghai
target: { share: 80%, seconds: ${seconds}, short-abandon-seconds: 5 }
`;

/** A morning that is played, so that the floor goes by its clock and the hour of this run does not matter. */
function* dayLines(): Iterable<string> {
  yield told({ id: 'start', at: MIDNIGHT, kind: 'source-started', played: true });
  yield told({ id: 'clock', at: later(MIDNIGHT, 20 * HOUR_MS), kind: 'source-heartbeat' });
  yield* busyLines({ contacts: 2_000, queues: 5, agents: 20, startAt: MIDNIGHT, everyMs: 15 * SECOND_MS });
}

const told = (fact: object): string => JSON.stringify({ ...fact, source: 'bench' });

async function send({ url }: ChildServer, lines: readonly string[]): Promise<void> {
  const headers = { 'content-type': 'application/x-ndjson' };
  for (const body of inBatches(lines, 500)) {
    const answer = await fetch(`${url}/v1/events`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  }
}

/** The board once it stands at `position` and nothing is counted again. */
async function finalBoard({ url }: ChildServer, position: number): Promise<Board> {
  for (;;) {
    const answer: unknown = await (await fetch(`${url}/v1/board`)).json();
    const board: Board | undefined = Reflect.get(Object(answer), 'board');
    if (
      board !== undefined &&
      board.recount === undefined &&
      Number(Reflect.get(Object(answer), 'version')) >= position
    )
      return board;
  }
}
