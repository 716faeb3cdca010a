import { expect, test } from 'vitest';
import { queueId } from '#domain/ids.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, epochMs, later } from '#domain/time.ts';
import { advance } from './advance.ts';
import { plainQueue } from './testing/plain-queue.ts';
import { totalCounts } from './read-books.ts';
import { estimate } from './replications.ts';
import { startFromFloor } from './start-from-floor.ts';

const FROM = epochMs(Date.UTC(2026, 2, 2));
const PLAIN = queueId('plain');

test('who waits and talks at the beginning is answered in order, and the books balance', () => {
  const model = plainQueue({ agents: 4, perHour: 0, handleSeconds: 240 });
  const talking = [1, 2, 3, 4, 5].map((minutes) => ({
    queue: PLAIN,
    answeredAt: later(FROM, -minutes * MINUTE_MS),
  }));
  const waiting = [10, 20, 30].map((seconds) => ({
    queue: PLAIN,
    queuedAt: later(FROM, -seconds * SECOND_MS),
  }));
  const { simulation, placed } = startFromFloor({ model, seed: 3, from: FROM }, { waiting, talking });
  expect(placed).toBe(4);
  advance(simulation, later(FROM, 5 * HOUR_MS));
  const counts = totalCounts(simulation, 0);
  expect(counts).toMatchObject({ offered: 7, answered: 7, abandoned: 0, handled: 7 });
  expect(counts.waitAnsweredMs).toBeGreaterThan(60 * SECOND_MS);
});

test('the first of four exponential talks, however old, ends after a quarter of the mean', () => {
  const model = plainQueue({ agents: 4, perHour: 0, handleSeconds: 240 });
  const talking = [0, 3, 9, 20].map((minutes) => ({
    queue: PLAIN,
    answeredAt: later(FROM, -minutes * MINUTE_MS),
  }));
  const waits = Array.from({ length: 2_000 }, (_, seed) => {
    const waiting = [{ queue: PLAIN, queuedAt: FROM }];
    const { simulation } = startFromFloor({ model, seed, from: FROM, books: 'total' }, { waiting, talking });
    advance(simulation, later(FROM, 10 * HOUR_MS));
    return totalCounts(simulation, 0).waitAnsweredMs / SECOND_MS;
  });
  const { mean, error } = estimate(waits);
  expect(Math.abs(mean - 60) / error).toBeLessThan(3.3);
});
