import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask } from '../figures/testing/ask.ts';
import { life, type Life } from './testing/lives.ts';
import { decided, is, truthOf, type Truth } from './testing/count-by-hand.ts';
import { rowsOfEvents } from './testing/rows-of-events.ts';
import { NIGHT, tellLives } from './testing/tell-lives.ts';

const over = (one: Truth) => decided(one) + one.talk + (one.isLast ? one.wrap : 0);

/** The formula as it is printed, on the true lives: place × mean handle time of the last hour / contacts in hand. */
function byHand(all: readonly Truth[], queue: string, at: number) {
  const there = all.filter((one) => one.queue === queue);
  const position = there.filter((one) => one.arrived < at && decided(one) > at).length + 1;
  const talks = there.filter(is('answered'));
  const inHand = talks.filter((one) => decided(one) < at && over(one) > at).length;
  const handled = talks.filter((one) => over(one) <= at && over(one) > at - 3_600);
  const sum = handled.reduce((so, one) => so + over(one) - decided(one), 0);
  return {
    position,
    expected: inHand === 0 || handled.length === 0 ? undefined : (position * sum) / handled.length / inHand,
  };
}

test('the place of who arrives and the wait to be expected are what the printed formula says', async () => {
  const lives = fc.array(life, { minLength: 4, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(lives, async (told) => {
      const truth = truthOf(told);
      const { rows } = await rowsOfEvents(tellLives(told));
      for (const [kind, row] of rows) {
        if (kind !== 'visit') continue;
        const at = (Number(row['arrived_at']) - NIGHT) / 1_000;
        const hand = byHand(truth, row['queue'] as string, at);
        expect(row['queue_position']).toBe(hand.position);
        const expected = row['expected_wait_ms'];
        if (hand.expected === undefined) expect(expected).toBeUndefined();
        else expect(Math.abs(Number(expected) - 1_000 * hand.expected)).toBeLessThanOrEqual(0.5 + 1e-6);
      }
    }),
    { numRuns: 100 },
  );
});

test('how far expected waits were off is told, over those who were answered', async () => {
  const step = {
    queue: 'sales',
    reason: 'timeout',
    agent: 'amy',
    ring: false,
    hold: 0,
    wrap: 0,
    writes: [],
  } as const;
  const one = (
    start: number,
    wait: number,
    talk: number,
    outcome: 'answered' | 'abandoned' = 'answered',
  ): Life => ({
    channel: 'voice',
    direction: 'inbound',
    customer: undefined,
    priority: undefined,
    product: undefined,
    start,
    self: 0,
    bot: false,
    hangsUp: false,
    steps: [{ ...step, wait, talk, outcome }],
  });
  // Handled in 100 s; then one in hand, so the next two are expected to wait 100 s and 200 s, and waited 80 s and 210 s.
  const lives = [
    one(0, 0, 100),
    one(100, 0, 100),
    one(120, 80, 130),
    one(130, 210, 60),
    one(140, 30, 1, 'abandoned'),
  ];
  const { rows } = await rowsOfEvents(tellLives(lives));
  const measures = ['expected_wait', 'expected_wait_error', 'expected_wait_bias', 'waits_expected'];
  expect(ask({ measures }, rows)).toEqual([
    { expected_wait: 150, expected_wait_error: 15, expected_wait_bias: 5, waits_expected: 2 },
  ]);
});
