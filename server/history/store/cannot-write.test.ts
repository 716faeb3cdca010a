import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import { contactId, type ContactId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { MINUTE_MS, epochMs, later } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { memoryWorldStore } from '../../checkpoint/testing/memory-world-store.ts';
import { readOnFloor } from '../../floor/advance-floor.ts';
import { takeEvents } from '../../pipeline/take-events.ts';
import { emptyWorld } from '../../pipeline/world.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { withoutBinary } from '../engine/testing/no-binary.ts';
import { History } from './history.ts';
import type { FloorContact } from './overlay.ts';
import { givenUp } from './testing/given-up.ts';

const evening = epochMs(Date.UTC(2026, 2, 4, 16));
const world = emptyWorld(GRID_MS);
const terms = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: 'one' };
takeEvents(world, terms, { events: givenUp(evening, 'c1'), position: 2, receivedAt: evening });

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'callboard-unwritten-'));
});
afterAll(() => rmSync(root, { recursive: true }));

/** A history over a floor that has these contacts now, and the lines that it logs. */
function unwritable(contacts: () => ReadonlyMap<ContactId, FloorContact>) {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => lines.push(line) });
  const engine = (): Engine =>
    createEngine({ memoryBytes: 64 * 1_048_576, threads: 1, spillFolder: root, spillBytes: 1_048_576, log });
  const [reader, writer] = [engine(), engine()];
  const history = new History({
    folder: mkdtempSync(join(root, 'history-')),
    reader,
    writer,
    store: memoryWorldStore(),
    floor: () => ({
      contacts: contacts(),
      position: 2,
      now: evening,
      context: { now: evening, siteOf: () => undefined, earlierMs: () => undefined },
    }),
    read: (facts) => readOnFloor(world.floor, facts, evening),
    between: async (work) => work(),
    log,
  });
  return { history, writer, lines };
}

test('on a machine without the engine nothing is held in memory for it', async () => {
  let contacts: ReadonlyMap<ContactId, FloorContact> = world.floor.contacts;
  const { history } = unwritable(() => contacts);
  await history.look();
  contacts = new Map();
  await history.look();
  await withoutBinary(() => expect(history.write(true)).rejects.toMatchObject({ reason: 'absent' }));
  contacts = world.floor.contacts;
  await history.look();
  contacts = new Map();
  await history.look();
  // There is nothing to be written, so nothing that could not be.
  await history.write(true);
  await history.close();
});

test('what cannot be written is tried again when it is due, and not at every step', async () => {
  const [book] = world.floor.contacts.values();
  if (book === undefined) throw new Error('the floor has a contact');
  const many = Array.from({ length: 50_000 }, (_, place) => [contactId(`c${place}`), book] as const);
  let contacts: ReadonlyMap<ContactId, FloorContact> = new Map();
  const { history, writer, lines } = unwritable(() => contacts);
  for (const floor of [[], many, []]) {
    contacts = new Map(floor);
    await history.look();
  }
  await writer.close();
  const stepAt = async (minutes: number): Promise<void> => {
    history.writeWhenDue(later(evening, minutes * MINUTE_MS));
    for (let turns = 0; turns < 10; turns += 1) await setImmediate();
  };
  for (let step = 0; step < 5; step += 1) await stepAt(0);
  expect(lines).toHaveLength(1);
  await stepAt(5);
  expect(lines).toHaveLength(2);
  await history.close();
});
