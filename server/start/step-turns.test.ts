import { expect, test } from 'vitest';
import { createStepTurns } from './step-turns.ts';

test('one piece of work is done in a turn, in the order of asking, and a failure is whoever’s who asked', async () => {
  let rings = 0;
  const turns = createStepTurns(() => (rings += 1));
  const failing = turns.ask(() => Promise.reject(new Error('no')))?.catch((cause: unknown) => String(cause));
  const second = turns.ask(async () => 2);
  expect(rings).toBe(2);
  expect(await turns.take()).toBe(true);
  expect(await failing).toBe('Error: no');
  expect(await turns.take()).toBe(false);
  expect(await second).toBe(2);
  expect(await turns.take()).toBe(false);
});

test('too much that waits is refused', () => {
  const turns = createStepTurns(() => undefined);
  const asked = Array.from({ length: 40 }, () => turns.ask(async () => undefined));
  expect(asked.filter((one) => one === undefined)).toHaveLength(8);
});
