import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { stationaryShares } from './stationary-shares.ts';

test('a birth–death chain of callers gives model A', () => {
  const moves = Array.from({ length: 120 }, (_, n) => [
    { from: n, to: n + 1, rate: 9 },
    { from: n + 1, to: n, rate: Math.min(n + 1, 8) + Math.max(0, n - 7) * 1.5 },
  ]).flat();
  const shares = stationaryShares(121, moves);
  const waiting = shares.reduce((sum, share, n) => sum + (n >= 8 ? share : 0), 0);
  const call = { agents: 8, load: 9, handleSeconds: 150, patienceSeconds: 100, withinSeconds: 0 };
  expect(waiting).toBeCloseTo(erlangA(call).waitProbability, 13);
});

test('a ring that turns one way spends time in inverse proportion to its rates', () => {
  const shares = stationaryShares(3, [
    { from: 0, to: 1, rate: 1 },
    { from: 1, to: 2, rate: 2 },
    { from: 2, to: 0, rate: 4 },
  ]);
  expect([...shares]).toEqual([4 / 7, 2 / 7, 1 / 7]);
});

test('too wide a chain is refused', () => {
  expect(() => stationaryShares(20_000, [{ from: 0, to: 19_999, rate: 1 }])).toThrow('states must be fewer');
});
