import { expect, test } from 'vitest';
import { erlangB } from '../models/erlang-b.ts';
import { extendedErlangB } from './extended-erlang-b.ts';

test('attempts balance: total = first attempts + what is blocked and tries again', () => {
  const { totalLoad, blocking, attemptsPerCall, lostShare } = extendedErlangB({
    agents: 12,
    load: 11,
    retryShare: 0.6,
  });
  expect(totalLoad).toBeCloseTo(11 + 0.6 * blocking * totalLoad, 10);
  expect(blocking).toBeCloseTo(erlangB({ agents: 12, load: totalLoad }).blocking, 14);
  expect(attemptsPerCall).toBeCloseTo(totalLoad / 11, 10);
  // Who is not lost was carried.
  expect(11 * (1 - lostShare)).toBeCloseTo(totalLoad * (1 - blocking), 10);
});

test('without retries it is Erlang B, without load nothing is blocked', () => {
  const plain = extendedErlangB({ agents: 5, load: 4, retryShare: 0 });
  expect(plain.blocking).toBeCloseTo(erlangB({ agents: 5, load: 4 }).blocking, 14);
  expect(extendedErlangB({ agents: 5, load: 0, retryShare: 0.9 })).toMatchObject({
    totalLoad: 0,
    blocking: 0,
  });
  expect(extendedErlangB({ agents: 0, load: 4, retryShare: 0.5 })).toMatchObject({
    totalLoad: 8,
    lostShare: 1,
  });
});

test('callers who never give up are refused', () => {
  const message = 'retryShare must be a share from 0 to below 1, got 1';
  expect(() => extendedErlangB({ agents: 5, load: 4, retryShare: 1 })).toThrow(message);
});
