import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { DAY_MS, HOUR_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { recall, saveCheckpoint } from './checkpoint.ts';
import { recoverWorld } from './recover-world.ts';
import { memoryJournal } from '../journal/testing/memory-journal.ts';
import { randomDay } from '../scenarios/testing/random-day.ts';
import { stateHash } from '../replay/state-hash.ts';
import { cellsOf } from './testing/all-cells.ts';
import { memoryWorldStore } from './testing/memory-world-store.ts';
import { sweep, takeEvents, type Terms } from '../pipeline/take-events.ts';
import { emptyWorld } from '../pipeline/world.ts';

const log = pino({ level: 'silent' });
const terms: Terms = {
  centre: usualCentre('Asia/Shanghai'),
  zone: timeZone('Asia/Shanghai'),
  definitions: 'one',
};
/** The evening of the random day, and three days on: by then contacts and cells leave memory. */
const evening = epochMs(Date.UTC(2026, 2, 4, 16));
const muchLater = later(evening, 3 * DAY_MS);

type Step = { readonly events: readonly AcdEvent[]; readonly next: 'go-on' | 'checkpoint' | 'restart' };

const days: fc.Arbitrary<readonly Step[]> = randomDay.chain((events) =>
  fc
    .array(fc.constantFrom<Step['next'][]>('go-on', 'checkpoint', 'restart'), { minLength: 1, maxLength: 6 })
    .map((turns) => {
      const size = Math.ceil(events.length / turns.length);
      return turns.map((next, place) => ({ next, events: events.slice(place * size, (place + 1) * size) }));
    }),
);

/** A restart told more than two days late would come too late for what it ended: that is the limit of the promise. */
const withoutRestarts = days.map((steps) =>
  steps.map((step) => ({ ...step, events: step.events.filter(({ kind }) => kind !== 'source-started') })),
);

test.each([
  ['within the day', days, evening],
  ['days later, when its cells are stored too', withoutRestarts, muchLater],
])(
  'a world stored, forgotten, restarted and recalled at any moment is the world that never stopped: %s',
  async (_, cases, now) => {
    await fc.assert(
      fc.asyncProperty(cases, async (steps) => {
        const straight = emptyWorld(GRID_MS);
        const events = steps.flatMap((step) => step.events);
        takeEvents(straight, terms, { events, position: events.length, receivedAt: now });
        sweep(straight, terms, now);
        const interrupted = await live(steps, now);
        sweep(interrupted.world, terms, now);
        expect(await cellsOf(interrupted.world, interrupted.store)).toEqual(
          await cellsOf(straight, memoryWorldStore()),
        );
      }),
      { numRuns: 600, seed: 20260306 },
    );
  },
);

/** Agents' marks are kept for two hours, so late facts about agents are late by less than that here. */
const afterTen = epochMs(Date.UTC(2026, 2, 4, 2, 5));
const lately = days.map((steps) =>
  steps.map((step) => ({
    ...step,
    events: step.events.filter(({ at }) => at > later(afterTen, -1.5 * HOUR_MS)),
  })),
);

test('a restart from a checkpoint and the tail gives the hash of a restart from the journal alone', async () => {
  await fc.assert(
    fc.asyncProperty(lately, async (steps) => {
      const { journal, store } = await live(steps, afterTen);
      const floor = { gridMs: GRID_MS, time: 'ours' } as const;
      const options = { terms, journal, clock: () => afterTen, log, ...floor };
      const fromTail = await recoverWorld({ ...options, store });
      const fromStart = await recoverWorld({ ...options, store: memoryWorldStore() });
      for (const one of [fromTail, fromStart]) sweep(one, terms, evening);
      expect(await cellsOf(fromTail, store)).toEqual(await cellsOf(fromStart, memoryWorldStore()));
      expect(stateHash({ ...fromTail, tally: fromStart.tally }, evening)).toBe(stateHash(fromStart, evening));
    }),
    { numRuns: 600, seed: 20260307 },
  );
});

test('definitions that changed count everything anew', async () => {
  const journal = memoryJournal();
  const store = memoryWorldStore();
  const events = fc.sample(randomDay, { numRuns: 1, seed: 11 })[0] ?? [];
  await journal.append(events, evening);
  await store.save({ position: 1, definitions: 'another', world: 'unreadable' }, { contacts: [], cells: [] });
  const world = await recoverWorld({
    store,
    terms,
    journal,
    clock: () => evening,
    log,
    gridMs: GRID_MS,
    time: 'ours',
  });
  expect(world.position).toBe(await journal.head());
});

async function live(steps: readonly Step[], now: EpochMs) {
  const journal = memoryJournal();
  const store = memoryWorldStore();
  const common = { terms, store, clock: () => now, log };
  let world = emptyWorld(GRID_MS);
  for (const { events, next } of steps) {
    const { entries, head } = await journal.append(events, now);
    const fresh = entries.map((entry) => entry.event);
    const recalled = await recall(world, store, fresh);
    takeEvents(world, terms, { events: fresh, position: head, receivedAt: now, recalled });
    sweep(world, terms, now);
    if (next === 'checkpoint') await saveCheckpoint({ ...common, world }, now);
    if (next === 'restart') world = await recoverWorld({ ...common, journal, gridMs: GRID_MS, time: 'ours' });
  }
  return { world, store, journal };
}
