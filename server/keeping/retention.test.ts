import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { saveCheckpoint, takeEntries } from '../checkpoint/checkpoint.ts';
import { recoverWorld } from '../checkpoint/recover-world.ts';
import { cellsOf } from '../checkpoint/testing/all-cells.ts';
import { memoryWorldStore } from '../checkpoint/testing/memory-world-store.ts';
import { sqliteJournal, type KeptJournal } from '../journal/sqlite-journal.ts';
import { sweep } from '../pipeline/take-events.ts';
import { emptyWorld } from '../pipeline/world.ts';
import { stateHash } from '../replay/state-hash.ts';
import { busyLines } from '../testing/busy-lines.ts';
import { createFloorKeeper, createRetention } from './retention.ts';

const START = epochMs(Date.UTC(2026, 2, 2));
const CONTACTS_A_DAY = 400;
const terms = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: 'one' };
const log = pino({ level: 'silent' });

let folder: string;
let journal: KeptJournal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-keeping-'));
  journal = sqliteJournal({ file: join(folder, 'journal.db') });
});
afterEach(async () => {
  await journal.close();
  rmSync(folder, { recursive: true });
});

/** A floor that lives day after day, and lets go of what is older than three days. */
function livingFloor() {
  const store = memoryWorldStore();
  const world = emptyWorld(GRID_MS);
  const clock = { now: START };
  const common = { store, terms, world, log, clock: () => clock.now };
  const forgotten: EpochMs[] = [];
  const retention = createRetention({
    ...common,
    keeping: journal.keeping,
    keep: { contactsMs: 3 * DAY_MS, journalMs: 3 * DAY_MS },
    forgetHistory: async (until) => void forgotten.push(until),
  });
  const keepFloor = createFloorKeeper(journal.keeping, common.clock, 500);
  return {
    store,
    world,
    forgotten,
    async liveOneDay(day: number): Promise<void> {
      const startAt = START + day * DAY_MS;
      const told = dayOf(day, startAt);
      for (let from = 0; from < told.length; from += 500) {
        clock.now = epochMs(startAt + DAY_MS * ((from + 500) / told.length));
        const { entries } = await journal.append(told.slice(from, from + 500), clock.now);
        await takeEntries(common, entries);
        sweep(world, terms, clock.now);
        await saveCheckpoint({ ...common, keepFloor }, clock.now);
      }
      for (let step = 0; step < 200; step += 1) {
        clock.now = later(clock.now, 1_000);
        await retention(clock.now);
      }
    },
  };
}

const dayOf = (day: number, startAt: number): readonly AcdEvent[] =>
  [...busyLines({ contacts: CONTACTS_A_DAY, queues: 3, agents: 9, startAt, everyMs: 3 * MINUTE_MS })].map(
    (line) => {
      const event = JSON.parse(line) as AcdEvent & { readonly contact: string };
      return {
        ...event,
        id: `${day}-${event.id}`,
        contact: `${day}-${event.contact}`,
      } as unknown as AcdEvent;
    },
  );

test('what is too old goes, what is younger stays, and the file stops growing', async () => {
  const floor = livingFloor();
  const sizes: number[] = [];
  for (let day = 0; day < 12; day += 1) {
    await floor.liveOneDay(day);
    journal.keeping.fold();
    sizes.push(statSync(join(folder, 'journal.db')).size);
  }
  const oldest = await firstEntry();
  expect(oldest.event.at).toBeGreaterThanOrEqual(START + 9 * DAY_MS - HOUR_MS);
  expect(oldest.event.at).toBeLessThan(START + 9 * DAY_MS + 6 * HOUR_MS);
  expect((await floor.store.contactsUpTo(1e9, 1e6)).length).toBeLessThan(3.2 * CONTACTS_A_DAY);
  expect(await floor.store.contactsSince()).toBe(START + 9 * DAY_MS);
  expect(floor.forgotten.length).toBeGreaterThan(5);
  expect(sizes.at(-1)).toBeLessThanOrEqual((sizes[5] ?? 0) * 1.02);
  // The counts of the first day are there still.
  expect((await floor.store.firstStart()) ?? 0).toBeLessThan(START + HOUR_MS);
});

test('nothing is let go of that no kept floor stands for, and the last entry never', async () => {
  await journal.append(dayOf(0, START), START);
  const horizon = later(START, 30 * DAY_MS);
  expect(journal.keeping.letGo(horizon)).toEqual({ entries: 0, more: false });
  journal.keeping.keepFloor({ position: 700, definitions: 'd', world: new Uint8Array([1]) });
  while (journal.keeping.letGo(horizon).more);
  expect((await firstEntry()).position).toBe(701);
  journal.keeping.keepFloor({ position: 2_000, definitions: 'd', world: new Uint8Array([2]) });
  while (journal.keeping.letGo(horizon).more);
  expect((await firstEntry()).position).toBe(2_000);
  expect(journal.keeping.firstFloor()).toMatchObject({ position: 2_000 });
});

test('a count that cannot begin with the first event begins with the floor that stands for what is gone, to the same world', async () => {
  const floor = livingFloor();
  for (let day = 0; day < 6; day += 1) await floor.liveOneDay(day);
  const now = START + 6 * DAY_MS;
  const store = memoryWorldStore();
  const rebuilt = await recoverWorld({
    journal,
    store,
    terms,
    log,
    clock: () => epochMs(now),
    gridMs: GRID_MS,
    time: 'ours',
    firstFloor: () => journal.keeping.firstFloor(),
  });
  for (const world of [rebuilt, floor.world]) sweep(world, terms, epochMs(now));
  expect(rebuilt.position).toBe(floor.world.position);
  const since = ([name]: readonly [string, unknown]): boolean =>
    Number(name.split(' ').at(-1)) >= START + 4 * DAY_MS;
  const [one, other] = [await cellsOf(rebuilt, store), await cellsOf(floor.world, floor.store)];
  expect(Object.entries(one).filter(since)).toEqual(Object.entries(other).filter(since));
  expect(Object.entries(one).filter(since).length).toBeGreaterThan(100);
  expect(stateHash({ ...rebuilt, tally: floor.world.tally }, epochMs(now))).toBe(
    stateHash(floor.world, epochMs(now)),
  );
});

async function firstEntry() {
  for await (const [entry] of journal.readAfter(0)) if (entry !== undefined) return entry;
  throw new Error('the journal is empty');
}
