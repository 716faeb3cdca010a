import fc from 'fast-check';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { usualCentre } from '#domain/centre.ts';
import { GRID_MS } from '#domain/interval.ts';
import { HOUR_MS, SECOND_MS, epochMs, later, type EpochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { memoryJournal } from '../journal/testing/memory-journal.ts';
import { storyOf } from '../pipeline/testing/floor-story.ts';
import { sweep, type Terms } from '../pipeline/take-events.ts';
import { emptyWorld, type World } from '../pipeline/world.ts';
import { randomDay } from '../scenarios/testing/random-day.ts';
import { saveCheckpoint, takeEntries } from './checkpoint.ts';
import { judgeSome, judgedShare } from './judge-stored.ts';
import { countOn, openWorld } from './recover-world.ts';
import { cellsOf } from './testing/all-cells.ts';
import { memoryWorldStore } from './testing/memory-world-store.ts';
import type { WorldStore } from './world-store.ts';

const log = pino({ level: 'silent' });
const zone = timeZone('Asia/Shanghai');
const evening = epochMs(Date.UTC(2026, 2, 4, 16));

/** Three targets that tell the waits of a random day apart. */
const TARGETS = [20, 5, 120].map((seconds): Terms => {
  const centre = usualCentre(zone.name);
  const target = { ...centre.target, withinMs: seconds * SECOND_MS, shortAbandonMs: seconds * 500 };
  return { centre: { ...centre, target }, zone, definitions: String(seconds) };
});

/** Whole lives with waits around the targets, some of them in two queues, in any order. */
const lives: fc.Arbitrary<readonly AcdEvent[]> = fc
  .array(
    fc.record({
      arrives: fc.integer({ min: 0, max: 600 }),
      waits: fc.constantFrom(1, 3, 8, 15, 30, 90, 200),
      end: fc.constantFrom('contact-answered', 'contact-abandoned', 'contact-left'),
      again: fc.boolean(),
    }),
    { minLength: 4, maxLength: 12 },
  )
  .chain((all) => fc.shuffledSubarray(all.flatMap(lifeOf), { minLength: all.flatMap(lifeOf).length }));

type Life = {
  readonly arrives: number;
  readonly waits: number;
  readonly end: string;
  readonly again: boolean;
};

function lifeOf({ arrives, waits, end, again }: Life, place: number): readonly AcdEvent[] {
  const told = (id: string, seconds: number, body: object): AcdEvent =>
    // The pieces are typed by their kind; the union is put together again here.
    ({
      id: `${place}-${id}`,
      source: 'pbx',
      at: later(evening, (seconds - 7_200) * SECOND_MS),
      contact: `life-${place}`,
      ...body,
    }) as AcdEvent;
  const over = arrives + waits;
  return [
    told('q', arrives, { kind: 'contact-queued', queue: 'sales' }),
    told('x', over, { kind: end, during: 'queue', reason: 'timeout', agent: 'amy' }),
    ...(again ? [told('r', over + 1, { kind: 'contact-queued', queue: 'support' })] : []),
    told('e', over + 60, { kind: 'contact-ended' }),
    told('w', over + 70, { kind: 'contact-wrapped', agent: 'amy' }),
    told('l', over + 80, { kind: 'contact-labelled', labels: { topic: 'late' } }),
  ];
}

type Act = 'take' | 'checkpoint' | 'judge' | 'kill' | 'change';
const acts = fc.array(
  fc.constantFrom<Act[]>('take', 'take', 'checkpoint', 'checkpoint', 'judge', 'kill', 'change', 'change'),
  {
    minLength: 4,
    maxLength: 30,
  },
);

test('whatever is killed, written down and spoken of while targets change, in the end every visit is judged by the last ones', async () => {
  await fc.assert(
    fc.asyncProperty(randomDay, lives, acts, fc.boolean(), async (random, whole, steps, isDaysLater) => {
      const events = [...random, ...whole];
      const now = isDaysLater ? later(evening, 72 * HOUR_MS) : evening;
      // Beyond two days a restart that is told late comes too late for what it ended.
      const told = isDaysLater ? events.filter(({ kind }) => kind !== 'source-started') : events;
      const floor = new KilledFloor(now);
      for (const [place, act] of steps.entries()) {
        // Facts of one contact come in several pieces, so that contacts that have left memory are spoken of again.
        if (act === 'take') await floor.take(told.filter((_, index) => index % 5 === place % 5));
        else await floor[act]();
      }
      await floor.take(told);
      await floor.kill();
      while (floor.world.owed !== undefined) await floor.judge();
      const straight = await floor.counted();
      for (const world of [straight, floor.world]) sweep(world, floor.terms, now);
      expect(await cellsOf(floor.world, floor.store)).toEqual(await cellsOf(straight, memoryWorldStore()));
    }),
    { numRuns: 400, seed: 20261130 },
  );
});

test('the share that is judged rises to all of it', async () => {
  const visitors = [0, 1, 2, 3, 4, 5, 6].map((place) => ({ arrives: 60 * place, waits: 10, talks: 30 }));
  const events = storyOf('pbx', visitors, []).map(({ event }) => event);
  const floor = new KilledFloor(later(evening, 72 * HOUR_MS));
  await floor.take(events);
  await floor.checkpoint();
  await floor.change();
  const shares: number[] = [];
  for (; floor.world.owed !== undefined; await floor.judge()) shares.push(judgedShare(floor.world.owed));
  expect(shares[0]).toBe(0);
  expect(shares.length).toBeGreaterThan(2);
  expect(shares).toEqual(shares.toSorted((one, other) => one - other));
});

/** A server's memory and disk, without its clock: what it was told, when it was killed, and which targets it starts with. */
class KilledFloor {
  readonly store = memoryWorldStore();
  terms = TARGETS[0] ?? fail();
  world = emptyWorld(GRID_MS);
  readonly #journal = memoryJournal();
  readonly #now: EpochMs;
  #chosen = 0;

  constructor(now: EpochMs) {
    this.#now = now;
  }

  /** The world that a count of the whole journal by the last targets gives. */
  async counted(store: WorldStore = memoryWorldStore()): Promise<World> {
    const options = {
      ...this.#parts(),
      store,
      journal: this.#journal,
      gridMs: GRID_MS,
      time: 'ours',
    } as const;
    const world = await openWorld(options);
    const counting = countOn(options, world);
    while (await counting.step());
    return world;
  }

  async take(events: readonly AcdEvent[]): Promise<void> {
    const { entries } = await this.#journal.append(events, this.#now);
    await takeEntries({ ...this.#parts(), world: this.world }, entries);
    sweep(this.world, this.terms, this.#now);
  }

  async checkpoint(): Promise<void> {
    await saveCheckpoint({ ...this.#parts(), world: this.world }, this.#now);
  }

  async judge(): Promise<void> {
    await judgeSome(this.world, this.terms, { store: this.store, now: this.#now, limit: 2 });
  }

  async kill(): Promise<void> {
    this.world = await this.counted(this.store);
  }

  async change(): Promise<void> {
    this.#chosen += 1;
    this.terms = TARGETS[this.#chosen % TARGETS.length] ?? fail();
    await this.kill();
  }

  #parts() {
    return { store: this.store, terms: this.terms, clock: () => this.#now, log };
  }
}

function fail(): never {
  throw new Error('there are three targets');
}
