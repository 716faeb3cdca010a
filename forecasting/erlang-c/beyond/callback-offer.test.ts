import fc from 'fast-check';
import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { callbackChain } from '../testing/callback-chain.ts';
import { callbackOffer, type CallbackOffer } from './callback-offer.ts';

const call = { agents: 10, load: 8, handleSeconds: 180, patienceSeconds: 120 };

test('nobody accepts: model A', () => {
  const figures = callbackOffer({ ...call, acceptShare: 0, reserve: 0 });
  const { waitProbability, abandonProbability, queueLength, occupancy } = erlangA({
    ...call,
    withinSeconds: 0,
  });
  expect(figures.allBusy).toBeCloseTo(waitProbability, 11);
  expect(figures.abandonProbability).toBeCloseTo(abandonProbability, 11);
  expect(figures.queueLength).toBeCloseTo(queueLength, 11);
  expect(figures.occupancy).toBeCloseTo(occupancy, 11);
  expect(figures).toMatchObject({ callbacksWaiting: 0, callbackDelaySeconds: 0 });
});

test('everyone accepts: the callbacks are the queue of Erlang C', () => {
  // Who waits never gives up, so callers and callbacks together are M/M/N: C·A/(N − A) of them.
  const figures = callbackOffer({ ...call, acceptShare: 1, reserve: 0 });
  expect(figures.abandonProbability).toBe(0);
  expect(figures.occupancy).toBeCloseTo(0.8, 10);
  expect(figures.callbacksWaiting).toBeCloseTo(0.409180149 * 4, 6);
});

test('all work is done once: occupied agents are the load less who gave up', () => {
  const figures = callbackOffer({ ...call, acceptShare: 0.3, reserve: 2 });
  expect(figures.occupancy * 10).toBeCloseTo(8 * (1 - figures.abandonProbability), 9);
});

test('a reserve delays callbacks and spares callers', () => {
  const eager = callbackOffer({ ...call, acceptShare: 0.3, reserve: 0 });
  const polite = callbackOffer({ ...call, acceptShare: 0.3, reserve: 1 });
  expect(polite.callbackDelaySeconds).toBeGreaterThan(eager.callbackDelaySeconds);
  expect(polite.abandonProbability).toBeLessThan(eager.abandonProbability);
});

test('a reserve of the whole crew is refused', () => {
  const message = 'reserve must be below agents (10), got 10';
  expect(() => callbackOffer({ ...call, acceptShare: 0.3, reserve: 10 })).toThrow(message);
});

const FIGURES = [
  'allBusy',
  'abandonProbability',
  'queueLength',
  'callbacksWaiting',
  'callbackDelaySeconds',
  'occupancy',
] as const satisfies readonly (keyof CallbackOffer)[];

test('every figure agrees with the whole chain of callers and callbacks', () => {
  const crews = fc.record({
    agents: fc.integer({ min: 1, max: 9 }),
    use: fc.double({ min: 0.3, max: 0.92, noNaN: true }),
    patienceSeconds: fc.double({ min: 20, max: 900, noNaN: true }),
    acceptShare: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
    kept: fc.double({ min: 0, max: 0.4, noNaN: true }),
  });
  const seen = fc.property(crews, ({ agents, use, kept, ...more }) => {
    const reserve = Math.floor(kept * agents);
    // Callbacks are worked off when the crew less its reserve could do everything.
    const question = { agents, load: use * (agents - reserve), handleSeconds: 240, reserve, ...more };
    const [got, wanted] = [callbackOffer(question), callbackChain(question)];
    for (const name of FIGURES) expect(Math.abs(got[name] / wanted[name] - 1), name).toBeLessThan(1e-8);
  });
  fc.assert(seen, { numRuns: 40, seed: 2004 });
});

test('a thousand agents are no different from ten, and a floor that is never through is told as it ends', () => {
  const large = callbackOffer({ ...call, agents: 1_000, load: 985, acceptShare: 0.3, reserve: 20 });
  expect(large.occupancy * 1_000).toBeCloseTo(985 * (1 - large.abandonProbability), 6);
  expect(callbackOffer({ ...call, load: 14, acceptShare: 0.9, reserve: 4 })).toMatchObject({
    callbacksWaiting: Infinity,
    callbackDelaySeconds: Infinity,
  });
});
