import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { redial } from './redial.ts';

const none = { redialAfterAbandon: 0, redialAfterBlock: 0, redialDelaySeconds: 300 };

test('nobody redials: model A', () => {
  const call = { agents: 4, load: 4, handleSeconds: 180, patienceSeconds: 90, lines: 9 };
  const figures = redial({ ...call, ...none });
  const { abandonProbability, blocking, occupancy, waitProbability } = erlangA({ ...call, withinSeconds: 0 });
  expect(figures.attemptsPerCall).toBeCloseTo(1, 12);
  expect(figures.redialing).toBe(0);
  expect(figures.abandonProbability).toBeCloseTo(abandonProbability, 11);
  expect(figures.blocking).toBeCloseTo(blocking, 11);
  expect(figures.occupancy).toBeCloseTo(occupancy, 11);
  expect(figures.waitProbability).toBeCloseTo(waitProbability, 11);
});

test('blocked callers who never give up: the closed form of one line (Falin and Templeton 1997)', () => {
  // P(busy) = ρ and E[redialling] = ρ/(1−ρ)·(λ/ν + ρ).
  const [load, retry] = [0.6, 2.5];
  const call = { agents: 1, lines: 1, load, handleSeconds: 1, patienceSeconds: Infinity };
  const figures = redial({
    ...call,
    redialDelaySeconds: 1 / retry,
    redialAfterAbandon: 0,
    redialAfterBlock: 1,
  });
  expect(figures.occupancy).toBeCloseTo(load, 10);
  expect(figures.redialing).toBeCloseTo((load / (1 - load)) * (load / retry + load), 9);
  expect(figures.lostShare).toBe(0);
});

test('flows balance: served + lost = called, attempts = first + redialled', () => {
  const call = { agents: 6, load: 7, handleSeconds: 200, patienceSeconds: 100, lines: 10 };
  const figures = redial({
    ...call,
    redialDelaySeconds: 600,
    redialAfterAbandon: 0.4,
    redialAfterBlock: 0.8,
  });
  expect((figures.occupancy * 6) / 7 + figures.lostShare).toBeCloseTo(1, 9);
  const redialled = figures.attemptsPerCall * (0.4 * figures.abandonProbability + 0.8 * figures.blocking);
  expect(figures.attemptsPerCall).toBeCloseTo(1 + redialled, 9);
});

test('a floor that can never serve its callers is refused', () => {
  const call = { agents: 2, load: 3, handleSeconds: 100, patienceSeconds: 100 };
  const stubborn = { ...call, redialDelaySeconds: 100, redialAfterAbandon: 1, redialAfterBlock: 1 };
  expect(() => redial(stubborn)).toThrow(RangeError);
  expect(() => redial({ ...call, ...none, lines: 1 })).toThrow('lines must be at least agents (2), got 1');
});
