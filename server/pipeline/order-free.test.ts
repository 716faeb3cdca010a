import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AcdEvent } from '#domain/acd-event.ts';
import { MINUTE_MS, SECOND_MS } from '#domain/time.ts';
import { intervalReport } from '../replay/interval-report.ts';
import { endReplay, replayEvents, startReplay } from '../replay/replay.ts';
import { randomDay } from '../scenarios/testing/random-day.ts';
import { stateHash } from '../replay/state-hash.ts';

const options = {
  zone: 'Asia/Shanghai',
  intervalMs: 30 * MINUTE_MS,
  withinMs: 20 * SECOND_MS,
  shortAbandonMs: 5 * SECOND_MS,
};

function count(batches: readonly (readonly AcdEvent[])[]) {
  const replay = startReplay(options);
  for (const events of batches) replayEvents(replay, events);
  endReplay(replay);
  const { world, terms, now } = replay;
  return {
    hash: stateHash(world, now),
    report: [...intervalReport(world.tally, terms.zone, options.intervalMs)],
    world,
  };
}

const shuffled = (events: readonly AcdEvent[]): fc.Arbitrary<AcdEvent[]> =>
  fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length });

const batched = (events: readonly AcdEvent[], sizes: readonly number[]): AcdEvent[][] => {
  const rest = [...events];
  return [...sizes, rest.length].map((size) => rest.splice(0, size)).filter((batch) => batch.length > 0);
};

test('any order, any repetition and any batching of the same events gives the same figures and the same hash', () => {
  const cases = randomDay.chain((events) =>
    fc.record({
      events: fc.constant(events),
      again: shuffled([...events, ...events]),
      sizes: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 }),
    }),
  );
  fc.assert(
    fc.property(cases, ({ events, again, sizes }) => {
      const once = count([events]);
      const twice = count(batched(again, sizes));
      expect(twice.report).toEqual(once.report);
      expect(twice.hash).toBe(once.hash);
    }),
    { numRuns: 1500, seed: 20260304 },
  );
});

test('offered is answered, abandoned, left, lost or open, in every cell of every stream', () => {
  fc.assert(
    fc.property(randomDay, (events) => {
      const { tally } = count([events]).world;
      for (const { cells, open } of [...tally.queues.values()].flatMap(({ streams }) =>
        Object.values(streams),
      )) {
        const sums = [...cells.values()];
        const total = (of: (cell: (typeof sums)[number]) => number): number =>
          sums.reduce((sum, cell) => sum + of(cell), 0);
        expect(total((cell) => cell.offered)).toBe(
          total((cell) => cell.answered + cell.abandoned + cell.left + cell.lost) + open.size,
        );
        for (const cell of sums) {
          expect(cell.answeredWithin).toBeLessThanOrEqual(cell.answered);
          expect(cell.shortAbandoned).toBeLessThanOrEqual(cell.abandoned);
          expect(Math.min(...Object.values(cell))).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: 400, seed: 20260305 },
  );
});

test('one different event gives another hash', () => {
  const events = fc.sample(randomDay, { numRuns: 1, seed: 7 })[0] ?? [];
  const queued: AcdEvent[] = events.filter((event) => event.kind === 'contact-queued');
  expect(queued.length).toBeGreaterThan(0);
  expect(count([events]).hash).not.toBe(count([events.filter((event) => event !== queued[0])]).hash);
});
