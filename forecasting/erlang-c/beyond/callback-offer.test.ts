import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { callbackOffer } from './callback-offer.ts';

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
