import { expect, test } from 'vitest';
import { HOUR_MS, epochMs } from '#domain/time.ts';
import { advance } from '../advance.ts';
import { countQueue } from './count-queue.ts';
import { plainQueue, type PlainQueue } from './plain-queue.ts';
import { totalCounts } from '../read-books.ts';
import { startSimulation } from '../start-simulation.ts';

test.for<PlainQueue>([
  { agents: 1, perHour: 10, handleSeconds: 240 },
  { agents: 7, perHour: 100, handleSeconds: 240, patienceSeconds: 90 },
  { agents: 60, perHour: 880, handleSeconds: 240 },
  { agents: 300, perHour: 4_700, handleSeconds: 240, patienceSeconds: 60 },
])(
  'the counts of $agents agents are those of the simulation, contact by contact',
  (queue, { expect: expectHere }) => {
    const simulation = startSimulation({
      model: plainQueue(queue),
      seed: 21,
      from: epochMs(0),
      books: 'total',
    });
    advance(simulation, epochMs(Math.round((10_000 / queue.perHour) * HOUR_MS)));
    const booked = totalCounts(simulation, 0);
    const counted = countQueue(queue, 21, booked.offered);
    // Only those who still wait at the end are not booked yet; what is due in one and the same millisecond may go either way.
    const open = (simulation.state.waiting[0] ?? 0) + 2;
    for (const name of ['answered', 'answeredWithin', 'abandoned'] as const) {
      const difference = counted[name] - booked[name];
      expectHere(difference).toBeGreaterThanOrEqual(-2);
      expectHere(difference).toBeLessThanOrEqual(open);
    }
    expectHere(Math.abs(counted.waited - booked.delayed)).toBeLessThanOrEqual(2);
  },
);

test('the same question and seed give the same counts; another seed others', () => {
  const queue = { agents: 5, perHour: 70, handleSeconds: 240, patienceSeconds: 120 };
  expect(countQueue(queue, 1, 5_000)).toEqual(countQueue(queue, 1, 5_000));
  expect(countQueue(queue, 2, 5_000)).not.toEqual(countQueue(queue, 1, 5_000));
});
