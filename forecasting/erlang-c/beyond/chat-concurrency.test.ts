import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { chatConcurrency } from './chat-concurrency.ts';

test('one chat at a time is model A', () => {
  const chats = { agents: 6, arrivalsPerSecond: 0.025, handleSecondsAtLevel: [240], patienceSeconds: 90 };
  const figures = chatConcurrency(chats);
  const calls = { agents: 6, load: 6, handleSeconds: 240, patienceSeconds: 90, withinSeconds: 0 };
  const { waitProbability, abandonProbability, meanWait } = erlangA(calls);
  expect(figures.waitProbability).toBeCloseTo(waitProbability, 13);
  expect(figures.abandonProbability).toBeCloseTo(abandonProbability, 13);
  expect(figures.meanWait).toBeCloseTo(meanWait, 11);
});

test('chats that do not slow each other make one agent as many as the chats', () => {
  const together = { arrivalsPerSecond: 0.025, patienceSeconds: 90 };
  const pair = chatConcurrency({ ...together, agents: 3, handleSecondsAtLevel: [240, 240] });
  const calls = { agents: 6, load: 6, handleSeconds: 240, patienceSeconds: 90, withinSeconds: 0 };
  expect(pair.waitProbability).toBeCloseTo(erlangA(calls).waitProbability, 13);
});

test('one agent with up to three chats: a chain worked by hand', () => {
  // Shares ∝ 1, λ·300, λ²·300·180, …: total service rate k/handle(k) at k chats, then 1/150 + j/120.
  const question = {
    agents: 1,
    arrivalsPerSecond: 0.005,
    handleSecondsAtLevel: [300, 360, 450],
    patienceSeconds: 120,
  };
  const shares = [1, 1.5, 1.35, 1.0125];
  for (let j = 1; j < 60; j += 1) shares.push((shares.at(-1) ?? 0) * (0.005 / (1 / 150 + j / 120)));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const figures = chatConcurrency(question);
  expect(figures.idleAgents).toBeCloseTo(1 / total, 14);
  expect(figures.waitProbability).toBeCloseTo(
    shares.slice(3).reduce((sum, share) => sum + share, 0) / total,
    13,
  );
});

test('no level, or more crews than can be told apart, is refused', () => {
  const question = { agents: 3, arrivalsPerSecond: 0.02, handleSecondsAtLevel: [], patienceSeconds: 90 };
  expect(() => chatConcurrency(question)).toThrow(
    'handleSecondsAtLevel must name at least one level, got none',
  );
  const many = { ...question, agents: 200, handleSecondsAtLevel: [300, 330, 360, 400] };
  expect(() => chatConcurrency(many)).toThrow('agents must be fewer for 4 chats each, got 200');
});
