import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualCentre } from '#domain/centre.ts';
import type { RowContext } from '#domain/history/row-context.ts';
import { rowsOf } from '#domain/history/rows.ts';
import { contactId } from '#domain/ids.ts';
import { GRID_MS } from '#domain/interval.ts';
import { DAY_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { recall, saveCheckpoint } from '../../checkpoint/checkpoint.ts';
import { recoverWorld } from '../../checkpoint/recover-world.ts';
import { memoryWorldStore } from '../../checkpoint/testing/memory-world-store.ts';
import { readOnFloor } from '../../floor/advance-floor.ts';
import { memoryJournal } from '../../journal/testing/memory-journal.ts';
import { sweep, takeEvents, type Terms } from '../../pipeline/take-events.ts';
import { emptyWorld, type World } from '../../pipeline/world.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { countFigures } from '../figures/count-figures.ts';
import { prepareQuestion } from '../figures/prepare-question.ts';
import { question } from '../figures/testing/ask.ts';
import { askFigures } from '../sql/ask-figures.ts';
import { askRows } from '../sql/ask-rows.ts';
import { CONTACT_KINDS } from './contact-rows.ts';
import { History } from './history.ts';
import { givenUp } from './testing/given-up.ts';
import { calm, comings, sinceOther, type Step } from './testing/steps.ts';
import { asked, ends, measures, wheres } from './testing/asked-questions.ts';

const log = pino({ level: 'silent' });
const zone = timeZone('Asia/Shanghai');
const terms: Terms = { centre: usualCentre('Asia/Shanghai'), zone, definitions: 'one' };
const evening = epochMs(Date.UTC(2026, 2, 4, 16));
const muchLater = later(evening, 3 * DAY_MS);

let reader: Engine;
let writer: Engine;
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'callboard-history-'));
  const settings = {
    memoryBytes: 256 * 1_048_576,
    threads: 1,
    spillFolder: root,
    spillBytes: 1_048_576,
    log,
  };
  reader = createEngine(settings);
  writer = createEngine(settings);
});
afterAll(async () => {
  await reader.close();
  await writer.close();
  rmSync(root, { recursive: true });
});

const context = (now: EpochMs): RowContext => ({ now, siteOf: () => undefined, earlierMs: () => undefined });

test.each([
  ['within the day', evening],
  ['days later, when all has left memory', muchLater],
])(
  'what the history answers is what is counted in memory, whatever was written, killed and begun anew: %s',
  async (_, now) => {
    await fc.assert(
      fc.asyncProperty(calm, asked, fc.constantFrom(...wheres), ends, async (some, ask, where, end) => {
        const prepared = prepareQuestion(question({ ...ask, ...end, ...(where !== undefined && { where }) }));
        const { history, close } = await live(some, now);
        const answer = await askFigures(prepared, history);
        expect(answer.isWhole).toBe(true);
        const counted = countFigures(prepared);
        for (const [kind, row] of naiveRows(some, now)) counted.add(kind, row);
        expect(rounded(answer.figures)).toEqual(rounded(counted.figures()));
        await close();
      }),
      { numRuns: 80, seed: 20260401 },
    );
  },
);

test('who has come before with another contact is found in files as in memory', async () => {
  const prepared = prepareQuestion(question({ measures: ['repeats', 'with_customer'], by: ['queue'] }));
  let repeats = 0;
  await fc.assert(
    fc.asyncProperty(comings, async (some) => {
      const { history, close } = await live(some, evening);
      const counted = countFigures(prepared);
      for (const [kind, row] of naiveRows(some, evening)) counted.add(kind, row);
      const { figures } = await askFigures(prepared, history);
      expect(figures).toEqual(counted.figures());
      for (const { values } of figures) repeats += values[0] ?? 0;
      await close();
    }),
    { numRuns: 60, seed: 20260403 },
  );
  expect(repeats).toBeGreaterThan(50);
});

test('every count is as long as its list, page by page', async () => {
  const counts = measures.filter((id) => {
    const [sum] = prepareQuestion(question({ measures: [id] })).measures;
    return sum?.kind === 'sum' && (sum.how === 'count' || sum.how === 'distinct');
  });
  await fc.assert(
    fc.asyncProperty(
      calm,
      fc.constantFrom(...counts),
      fc.constantFrom(...wheres),
      async (some, id, where) => {
        const prepared = prepareQuestion(question({ measures: [id], ...(where !== undefined && { where }) }));
        const { history, close } = await live(some, evening);
        const { figures } = await askFigures(prepared, history);
        const listed: string[] = [];
        let after: Parameters<typeof askRows>[1] = { most: 2 };
        for (;;) {
          const { rows, isMore } = await askRows(prepared, after, history);
          listed.push(
            ...rows.map(({ row }) => JSON.stringify([row['contact'], row['place'], row['arrived_at']])),
          );
          const cursor = rows.at(-1)?.cursor;
          if (!isMore || cursor === undefined) break;
          after = { most: 2, after: cursor };
        }
        expect(listed.length).toBe(figures[0]?.values[0]);
        expect(new Set(listed).size).toBe(listed.length);
        await close();
      },
    ),
    { numRuns: 40, seed: 20260402 },
  );
});

/** Lives through the steps, with files, kills and restarts. */
async function live(some: readonly Step[], now: EpochMs) {
  const journal = memoryJournal();
  const store = memoryWorldStore();
  const folder = mkdtempSync(join(root, 'run-'));
  const common = { terms, store, clock: () => now, log };
  let world = emptyWorld(GRID_MS);
  let history = begin(() => world, store, folder, now);
  await history.resume();
  for (const { events, next } of some) {
    const { entries, head } = await journal.append(events, now);
    const fresh = entries.map((entry) => entry.event);
    const recalled = await recall(world, store, fresh);
    takeEvents(world, terms, { events: fresh, position: head, receivedAt: now, recalled });
    sweep(world, terms, now);
    if (next === 'go-on') continue;
    if (next !== 'restart') {
      await history.look();
      await saveCheckpoint({ ...common, world }, now);
      await history.look();
    }
    if (next === 'write' || next === 'rewrite') await history.write(next === 'rewrite');
    if (next === 'kill-writing') await half(world, store, folder, now);
    if (next !== 'restart' && next !== 'kill-writing') continue;
    world = await recoverWorld({ ...common, journal, gridMs: GRID_MS, time: 'ours' });
    history = begin(() => world, store, folder, now);
    await history.resume();
  }
  sweep(world, terms, now);
  return { history, close: async () => rmSync(folder, { recursive: true }) };
}

/** A program that was killed when its files were written and nobody had been told. */
async function half(
  world: World,
  store: ReturnType<typeof memoryWorldStore>,
  folder: string,
  now: EpochMs,
): Promise<void> {
  const killed = begin(() => world, { ...store, written: async () => {} }, folder, now);
  await killed.resume();
  await killed.write(true);
}

function begin(
  world: () => World,
  store: ReturnType<typeof memoryWorldStore>,
  folder: string,
  now: EpochMs,
): History {
  return new History({
    folder,
    reader: { ...ofEngine(reader), close: async () => {} },
    writer: { ...ofEngine(writer), close: async () => {} },
    store,
    floor: () => ({
      contacts: world().floor.contacts,
      position: world().position,
      now,
      context: context(now),
    }),
    read: (facts) => readOnFloor(world().floor, facts, epochMs(8.64e15)),
    between: async (work) => work(),
    log,
  });
}

const ofEngine = (engine: Engine): Engine => ({
  ask: (one) => engine.ask(one),
  life: () => engine.life(),
  pid: () => engine.pid(),
  absence: () => engine.absence(),
  rest: () => {},
  close: () => engine.close(),
});

/** Every row of a world that never stopped and wrote nothing. */
function naiveRows(some: readonly Step[], now: EpochMs) {
  const world = emptyWorld(GRID_MS);
  const events = some.flatMap((step) => step.events);
  takeEvents(world, terms, { events, position: events.length, receivedAt: now });
  sweep(world, terms, now);
  const records = [...world.floor.contacts.values()].map(({ record }) => record);
  const known: RowContext = { ...context(now), earlierMs: (record, at) => sinceOther(records, record, at) };
  return records.flatMap((record) =>
    CONTACT_KINDS.flatMap((kind) => rowsOf[kind](record, known).map((row) => [kind, row] as const)),
  );
}

/** To a millionth: sums of quotients come in another order. */
const rounded = (
  figures: readonly { by: readonly unknown[]; startsAt: unknown; values: readonly (number | undefined)[] }[],
) =>
  figures.map(({ by, startsAt, values }) => ({
    by,
    startsAt,
    values: values.map((value) => (value === undefined ? undefined : Math.round(value * 1e6) / 1e6)),
  }));

test.each([
  ['in no file yet', false],
  ['in a file', true],
])('a contact that is changed where it is stored is read again, when it is %s', async (_, isWritten) => {
  const folder = mkdtempSync(join(root, 'changed-'));
  const store = memoryWorldStore();
  const world = emptyWorld(GRID_MS);
  takeEvents(world, terms, { events: givenUp(evening - DAY_MS, 'c1'), position: 2, receivedAt: evening });
  const history = begin(() => world, store, folder, evening);
  await history.resume();
  await history.look();
  await saveCheckpoint({ terms, store, clock: () => evening, log, world }, evening);
  await history.look();
  if (isWritten) await history.write(true);
  const [stored] = await store.recall([contactId('c1')]);
  const facts = (stored?.facts ?? []).filter(({ kind }) => kind === 'contact-queued');
  const changed = { contact: contactId('c1'), lastAt: evening, facts };
  await store.save({ position: 2, definitions: 'one', world: '' }, { contacts: [changed], cells: [] });
  await history.readAgain([contactId('c1')]);
  const { figures } = await askFigures(
    prepareQuestion(question({ measures: ['offered', 'abandoned'] })),
    history,
  );
  expect(figures[0]?.values).toEqual([1, 0]);
});

test('days that ended before are let go of, whole', async () => {
  const folder = mkdtempSync(join(root, 'old-'));
  const store = memoryWorldStore();
  const world = emptyWorld(GRID_MS);
  const events = [...givenUp(evening - 10 * DAY_MS, 'old'), ...givenUp(evening - 5 * DAY_MS, 'young')];
  takeEvents(world, terms, { events, position: 4, receivedAt: evening });
  sweep(world, terms, evening);
  const history = begin(() => world, store, folder, evening);
  await history.resume();
  await history.look();
  await saveCheckpoint({ terms, store, clock: () => evening, log, world }, evening);
  await history.look();
  await history.write(true);
  expect(await offered(history)).toEqual([2]);
  expect(await history.forgetBefore(later(evening, -7 * DAY_MS))).toBe(1);
  expect(await offered(history)).toEqual([1]);
  expect(readdirSync(join(folder, 'visit'))).toHaveLength(1);
});

const offered = async (history: History) =>
  (await askFigures(prepareQuestion(question({})), history)).figures[0]?.values;
