import { expect, test } from 'vitest';
import { erlangB } from '../models/erlang-b.ts';
import { finiteLines } from './finite-lines.ts';

test('lines beyond the crew hold a queue: the closed form of M/M/N/K', () => {
  // p(N+j) = p(N)·(A/N)^j, with 5 agents, 12 lines and 7 Erlang.
  const { agents, lines, load } = { agents: 5, lines: 12, load: 7 };
  const figures = finiteLines({ agents, lines, load, handleSeconds: 180, withinSeconds: 20 });
  const ratio = load / agents;
  const below = 1 / erlangB({ agents, load }).blocking - 1;
  const queue = Array.from({ length: lines - agents + 1 }, (_, j) => ratio ** j);
  const total = below + queue.reduce((sum, weight) => sum + weight, 0);
  expect(figures.blocking).toBeCloseTo(ratio ** (lines - agents) / total, 14);
  expect(figures.waitProbability).toBeCloseTo(
    queue.slice(0, -1).reduce((sum, weight) => sum + weight, 0) / total,
    13,
  );
  expect(figures.abandonProbability).toBe(0);
});

test('with no more lines than agents it is Erlang B', () => {
  const figures = finiteLines({ agents: 5, lines: 5, load: 4, handleSeconds: 180, withinSeconds: 60 });
  expect(figures.blocking).toBeCloseTo(erlangB({ agents: 5, load: 4 }).blocking, 14);
  expect(figures.speedOfAnswer).toBe(0);
});
