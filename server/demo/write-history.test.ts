import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Board } from '#domain/board/board.ts';
import { GRID_MS } from '#domain/interval.ts';
import { DAY_MS, HOUR_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { eventSimulation } from '../../forecasting/simulation/event-simulation.ts';
import { tibetanSeats } from '../../forecasting/simulation/centres/tibetan-seats.ts';
import { recoverWorld } from '../checkpoint/recover-world.ts';
import { journalFile, worldFile } from '../start/data-folder.ts';
import { definitionsFingerprint } from '../definitions/definitions-fingerprint.ts';
import { floorTime } from '../floor/source-states.ts';
import { sqliteJournal } from '../journal/sqlite-journal.ts';
import { advanceTime } from '../pipeline/advance-time.ts';
import { drawBoard } from '../pipeline/draw-board.ts';
import { sqliteWorldStore } from '../checkpoint/sqlite-world-store.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { writeHistory, type HistoryOptions } from './write-history.ts';

const { definitions: centre, model } = tibetanSeats;
const UNTIL = epochMs(Date.parse('2026-03-04T15:00:00+08:00'));
const FROM = later(UNTIL, -2 * DAY_MS - 15 * HOUR_MS);
const BEHIND_MS = 9 * HOUR_MS;
const log = pino({ level: 'silent' });

const live = (folder: string, more: Partial<HistoryOptions> = {}): Promise<number> =>
  writeHistory({
    folder,
    centre,
    simulation: eventSimulation({ model, seed: 1, from: FROM }),
    from: FROM,
    until: UNTIL,
    behindMs: BEHIND_MS,
    clock: () => UNTIL,
    log,
    onProgress: () => undefined,
    stop: new AbortController().signal,
    ...more,
  });

/** What a server that starts on the folder shows at first. */
async function recovered(folder: string): Promise<{ board: Board; now: EpochMs; position: number }> {
  const journal = sqliteJournal({ file: journalFile(folder) });
  const store = sqliteWorldStore({ file: worldFile(folder), said: () => undefined });
  const terms = { centre, zone: timeZone(centre.zone), definitions: definitionsFingerprint(centre) };
  const ours = later(UNTIL, BEHIND_MS);
  const world = await recoverWorld({
    journal,
    store,
    terms,
    clock: () => ours,
    log,
    gridMs: GRID_MS,
    time: 'told',
  });
  const { seen } = advanceTime(world, terms, { serverNow: ours, cut: new Set(), refused: {} });
  const board = drawBoard(world, terms, seen);
  await store.close();
  await journal.close();
  return { board, now: floorTime(world.floor, ours), position: world.position };
}

test('a server starts on a past as if it had been there: by the floor’s own clock, with today’s figures', async () => {
  await inTemporaryFolder(async (folder) => {
    const events = await live(folder);
    const { board, now, position } = await recovered(folder);
    expect(position).toBe(events);
    expect(now).toBe(UNTIL);
    expect(board.total.day.start).toBe(later(UNTIL, -15 * HOUR_MS));
    expect(board.total.day.counts.offered).toBeGreaterThan(50);
    expect(board.total.agents.available + board.total.agents.busy).toBeGreaterThan(0);
    // The journal alone says the same.
    rmSync(worldFile(folder));
    expect(await recovered(folder)).toEqual({ board, now, position });
  });
});

test('a past that is stopped is whole as far as it goes', async () => {
  await inTemporaryFolder(async (folder) => {
    const stop = new AbortController();
    const events = await live(folder, { stop: stop.signal, onProgress: () => stop.abort() });
    expect(events).toBe(model.sources.length);
    expect((await recovered(folder)).position).toBe(events);
  });
});
