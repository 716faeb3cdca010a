import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { DAY_MS, epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { saveCheckpoint } from '../../checkpoint/checkpoint.ts';
import { memoryWorldStore } from '../../checkpoint/testing/memory-world-store.ts';
import { readOnFloor } from '../../floor/advance-floor.ts';
import { filesWith } from '../../keeping/erasure/find-bytes.ts';
import { scrubCustomer } from '../../keeping/erasure/scrub-customer.ts';
import { sweep, takeEvents } from '../../pipeline/take-events.ts';
import { emptyWorld } from '../../pipeline/world.ts';
import { createEngine } from '../engine/engine.ts';
import { prepareQuestion } from '../figures/prepare-question.ts';
import { question } from '../figures/testing/ask.ts';
import { askFigures } from '../sql/ask-figures.ts';
import { History } from './history.ts';

const log = pino({ level: 'silent' });
const terms = { centre: usualCentre('UTC'), zone: timeZone('UTC'), definitions: 'one' };
const now = epochMs(Date.UTC(2026, 2, 4, 16));
const CUSTOMER = '13800138000';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-history-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a customer who is erased is in no file of the history, written before or after, and is counted still', async () => {
  const engine = {
    memoryBytes: 256 * 1_048_576,
    threads: 1,
    spillFolder: join(folder, 'spill'),
    spillBytes: 1_048_576,
    log,
  };
  const [reader, writer] = [createEngine(engine), createEngine(engine)];
  const store = memoryWorldStore();
  const world = emptyWorld(GRID_MS);
  const context = { now, siteOf: () => undefined, earlierMs: () => undefined };
  const history = new History({
    folder,
    reader,
    writer,
    store,
    floor: () => ({ contacts: world.floor.contacts, position: world.position, now, context }),
    read: (facts) => readOnFloor(world.floor, facts, now),
    between: (work) => work(),
    log,
  });
  await history.resume();
  const leave = async (contact: string, at: number): Promise<void> => {
    takeEvents(world, terms, { events: visit(contact, at), position: world.position + 3, receivedAt: now });
    sweep(world, terms, now);
    await history.look();
    await saveCheckpoint({ terms, store, clock: () => now, log, world }, now);
    await history.look();
  };
  await leave('written', now - 5 * DAY_MS);
  await history.write(true);
  expect(await filesWith(folder, CUSTOMER)).not.toEqual([]);
  await leave('in-memory', now - 4 * DAY_MS);
  const scrub = scrubCustomer(CUSTOMER);
  const contacts = await store.scrubContacts(0, 1_000, { text: CUSTOMER, scrub });
  await history.readAgain(contacts, scrub);
  expect(await filesWith(folder, CUSTOMER)).toEqual([]);
  const { figures } = await askFigures(prepareQuestion(question({})), history);
  expect(figures[0]?.values).toEqual([2]);
  await history.close();
});

/** A contact of the customer that gives up after a second. */
function visit(contact: string, at: number): AcdEvent[] {
  const told = (id: string, afterMs: number, body: object): AcdEvent =>
    // The pieces are typed by their kind; the union is put together again here.
    ({ id: `${contact}-${id}`, source: 'pbx', at: epochMs(at + afterMs), contact, ...body }) as AcdEvent;
  const from = { channel: 'voice', direction: 'inbound', customer: CUSTOMER };
  return [
    told('s', 0, { kind: 'contact-started', ...from }),
    told('q', 0, { kind: 'contact-queued', queue: 'sales' }),
    told('a', 1_000, { kind: 'contact-abandoned', during: 'queue' }),
  ];
}
