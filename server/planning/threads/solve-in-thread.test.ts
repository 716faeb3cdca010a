import { expect, test } from 'vitest';
import type { RosterProblem } from '../../../schedules/roster/problem/roster-problem.ts';
import { solveInThread } from './solve-in-thread.ts';

test('a roster comes back from the thread, with its progress on the way', async () => {
  const costs: number[] = [];
  const answer = await solveInThread(fortnight(2), {
    seconds: 60,
    seed: 1,
    onProgress: ({ cost }) => costs.push(cost),
  });
  expect(answer).toMatchObject({ kind: 'roster', gap: 0 });
  expect(costs.length).toBeGreaterThan(0);
});

test('an abort ends the search with the best roster until then', async () => {
  const answer = await solveInThread(fortnight(12), { seconds: 3_600, seed: 1, signal: AbortSignal.abort() });
  expect(answer).toMatchObject({ kind: 'roster' });
});

test('two threads give one answer, which is proved to be best', async () => {
  const answer = await solveInThread(fortnight(4), { seconds: 60, seed: 1, threads: 2 });
  expect(answer).toMatchObject({ kind: 'roster', gap: 0 });
});

function fortnight(people: number): RosterProblem {
  const demands = Array.from({ length: 14 }, (_, day) => ({
    day,
    shifts: [0],
    required: 1,
    underCost: 5,
    overCost: 1,
  }));
  const window = { from: 0, until: 14 };
  return {
    days: 14,
    shifts: [{ id: 'early', minutes: 480, notNext: [] }],
    people: Array.from({ length: people }, (_, at) => ({
      id: `p${at}`,
      shifts: [0],
      limits: [],
      rules: {
        minutes: [{ ...window, least: 2400, most: 4800 }],
        counts: [],
        worked: { least: 2, most: 5 },
        off: { least: 2, most: Infinity },
        weekends: [{ ...window, least: 0, most: 1 }],
      },
      requests: [{ day: at % 14, duty: 0, kind: 'off' as const, weight: 2 }],
    })),
    demands,
    weekends: [
      [5, 6],
      [12, 13],
    ],
  };
}
