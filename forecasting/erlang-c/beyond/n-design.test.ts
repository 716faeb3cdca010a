import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { nDesign } from './n-design.ts';

const times = { handleSeconds: 180, patienceSecondsA: 120, patienceSecondsB: 90 };

test('without calls B all agents are one crew for A', () => {
  const figures = nDesign({ ...times, agentsA: 4, agentsBoth: 3, loadA: 6, loadB: 0 });
  const pooled = { agents: 7, load: 6, handleSeconds: 180, patienceSeconds: 120, withinSeconds: 0 };
  const { waitProbability, abandonProbability } = erlangA(pooled);
  expect(figures.waitProbabilityA).toBeCloseTo(waitProbability, 11);
  expect(figures.abandonProbabilityA).toBeCloseTo(abandonProbability, 11);
  expect(figures.abandonProbabilityB).toBe(0);
});

test('without agents for A alone, equal patience and no calls A, B has its crew to itself', () => {
  const figures = nDesign({ ...times, agentsA: 0, agentsBoth: 5, loadA: 0, loadB: 4 });
  const alone = { agents: 5, load: 4, handleSeconds: 180, patienceSeconds: 90, withinSeconds: 0 };
  expect(figures.waitProbabilityB).toBeCloseTo(erlangA(alone).waitProbability, 11);
});

test('work done is load less who gave up', () => {
  const figures = nDesign({ ...times, agentsA: 5, agentsBoth: 4, loadA: 5, loadB: 3 });
  const served = 5 * (1 - figures.abandonProbabilityA) + 3 * (1 - figures.abandonProbabilityB);
  expect(figures.busyA + figures.busyBoth).toBeCloseTo(served, 10);
});

test('half an agent is refused', () => {
  const question = { ...times, agentsA: 5, agentsBoth: 4.5, loadA: 5, loadB: 3 };
  expect(() => nDesign(question)).toThrow('agentsBoth must be a whole number of at least 0, got 4.5');
});
