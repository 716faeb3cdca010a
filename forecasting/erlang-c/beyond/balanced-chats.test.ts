import { expect, test } from 'vitest';
import { balancedChats } from './balanced-chats.ts';
import { chatConcurrency } from './chat-concurrency.ts';

const chats = { arrivalsPerSecond: 0.1, handleSecondsAtLevel: [300, 360, 420], patienceSeconds: 120 };

test('one agent has its chats evenly, and one chat at a time is always shared out evenly', () => {
  const alone = { ...chats, agents: 1, arrivalsPerSecond: 0.006 };
  const single = { ...chats, agents: 6, arrivalsPerSecond: 0.02, handleSecondsAtLevel: [300] };
  for (const question of [alone, single]) {
    const [rough, exact] = [balancedChats(question), chatConcurrency(question)];
    expect(rough.waitProbability).toBeCloseTo(exact.waitProbability, 12);
    expect(rough.abandonProbability).toBeCloseTo(exact.abandonProbability, 12);
    expect(rough.idleAgents).toBeCloseTo(exact.idleAgents, 12);
    expect(rough.meanWait).toBeCloseTo(exact.meanWait, 9);
  }
});

test.each([10, 16, 24])('%i agents: nearly what the whole chain says', (agents) => {
  const question = { ...chats, agents, arrivalsPerSecond: (0.95 * agents * 3) / 420 };
  const [rough, exact] = [balancedChats(question), chatConcurrency(question)];
  expect(Math.abs(rough.waitProbability - exact.waitProbability)).toBeLessThan(0.01);
  expect(Math.abs(rough.abandonProbability - exact.abandonProbability)).toBeLessThan(0.003);
  expect(rough.chatsInService).toBeCloseTo(exact.chatsInService, 0);
});

test('ten thousand agents are answered for, far below and far above what they can do', () => {
  for (const use of [0.1, 0.999, 3]) {
    const { waitProbability, abandonProbability, slotOccupancy } = balancedChats({
      ...chats,
      agents: 10_000,
      arrivalsPerSecond: (use * 30_000) / 420,
    });
    expect(abandonProbability).toBeCloseTo(Math.max(0, 1 - 1 / use), 2);
    expect(waitProbability).toBeLessThanOrEqual(1);
    expect(slotOccupancy).toBeLessThanOrEqual(1);
  }
});
