import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { carryOver } from './carry-over.ts';

const call = { handleSeconds: 300, patienceSeconds: 120, withinSeconds: 20 };

test('intervals that are all alike stay in their steady state', () => {
  const intervals = [1, 2, 3].map(() => ({ load: 15, agents: 16 }));
  const { waitProbability, abandonProbability, serviceLevel, queueLength } = erlangA({
    ...call,
    load: 15,
    agents: 16,
  });
  for (const figures of carryOver({ ...call, intervals, intervalSeconds: 900, start: 'steady' })) {
    expect(figures.waitProbability).toBeCloseTo(waitProbability, 11);
    expect(figures.abandonProbability).toBeCloseTo(abandonProbability, 11);
    expect(figures.serviceLevel).toBeCloseTo(serviceLevel.offered, 11);
    expect(figures.queueLength).toBeCloseTo(queueLength, 10);
  }
});

test('with patience equal to the handle time the mean present relaxes as e^(−t/handle)', () => {
  const intervals = [
    { load: 12, agents: 14 },
    { load: 20, agents: 18 },
    { load: 0, agents: 0 },
  ];
  const same = { ...call, patienceSeconds: 300, intervalSeconds: 600, start: 'empty' as const };
  const fade = Math.exp(-2);
  let present = 0;
  const carried = carryOver({ ...same, intervals });
  for (const [at, { load }] of intervals.entries()) {
    present = load + (present - load) * fade;
    expect(carried[at]?.meanPresentAtEnd).toBeCloseTo(present, 10);
  }
  expect(carried[2]?.abandonProbability).toBe(0);
});

test('an overload is felt in the interval after it', () => {
  const intervals = [
    { load: 15, agents: 20 },
    { load: 26, agents: 20 },
    { load: 15, agents: 20 },
  ];
  const patient = { ...call, patienceSeconds: 1800, intervalSeconds: 1800, start: 'steady' as const };
  const [first, , third] = carryOver({ ...patient, intervals });
  expect((third?.waitProbability ?? 0) / (first?.waitProbability ?? 1)).toBeGreaterThan(4);
});

test('callers without patience flow over too, as long as the start is steady', () => {
  const intervals = [
    { load: 9, agents: 10 },
    { load: 12, agents: 10 },
  ];
  const endless = { ...call, patienceSeconds: Infinity, intervalSeconds: 1800, start: 'steady' as const };
  const [first, second] = carryOver({ ...endless, intervals });
  // Erlang C of 9 Erlang on 10 agents.
  expect(first?.waitProbability).toBeCloseTo(0.6687, 4);
  expect(second?.abandonProbability).toBe(0);
  const full = [{ load: 10, agents: 10 }];
  expect(() => carryOver({ ...endless, intervals: full })).toThrow(
    'intervals[0].load must be below agents (10)',
  );
});

test('no intervals, no answer', () => {
  expect(carryOver({ ...call, intervals: [], intervalSeconds: 900, start: 'steady' })).toEqual([]);
});
