import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixedPoint } from '../testing/fixed-point.ts';
import { erlangC } from './erlang-c.ts';

const { one, multiply, divide, expMinus, fromNumber, toNumber } = fixedPoint;

/** The miss C·e^(−(N−A)T) with 420 decimals, from the sum of Aⁿ/n!, for a load and T in thousandths. */
function missExactly(agents: number, load: number, within: number): number {
  const exactLoad = fromNumber(load);
  let [term, sum] = [one, one];
  for (let n = 1; n < agents; n += 1) {
    term = multiply(term, exactLoad) / BigInt(n);
    sum += term;
  }
  const spare = BigInt(agents) * one - exactLoad;
  const waiting = multiply(multiply(term, exactLoad), divide(one, spare));
  return toNumber(multiply(divide(waiting, sum + waiting), expMinus(multiply(spare, fromNumber(within)))));
}

test('a tiny miss keeps its digits: 420 decimals agree', () => {
  const thousandths = fc.integer({ min: 1, max: 999_000 }).map((n) => n / 1000);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), thousandths, thousandths, (agents, share, within) => {
      const load = Number(((agents * share) / 1000).toPrecision(6));
      fc.pre(load < agents);
      const wanted = missExactly(agents, load, within / 100);
      fc.pre(wanted > 1e-250);
      const { serviceMiss } = erlangC({ agents, load, handleSeconds: 100, withinSeconds: within });
      expect(Math.abs(serviceMiss / wanted - 1)).toBeLessThan(1e-11);
    }),
  );
});

test('the figures of one crew hang together', () => {
  const figures = erlangC({ agents: 55, load: 48, handleSeconds: 240, withinSeconds: 20 });
  expect(figures.serviceLevel + figures.serviceMiss).toBeCloseTo(1, 15);
  expect(figures.speedOfAnswer).toBeCloseTo(figures.waitProbability * figures.meanWaitOfDelayed, 12);
  // Little's law.
  expect(figures.queueLength).toBeCloseTo((48 / 240) * figures.speedOfAnswer, 12);
});

test('at load ≥ agents the limit is told: everyone waits for ever', () => {
  for (const load of [10, 10.5, 1e9]) {
    expect(erlangC({ agents: 10, load, handleSeconds: 180, withinSeconds: 20 })).toEqual({
      waitProbability: 1,
      serviceLevel: 0,
      serviceMiss: 1,
      speedOfAnswer: Infinity,
      meanWaitOfDelayed: Infinity,
      occupancy: 1,
      queueLength: Infinity,
    });
  }
});

test('the edges: no load, no time to answer in, a thousandth below saturation', () => {
  const calm = erlangC({ agents: 5, load: 0, handleSeconds: 180, withinSeconds: 20 });
  expect(calm).toMatchObject({
    waitProbability: 0,
    serviceLevel: 1,
    serviceMiss: 0,
    speedOfAnswer: 0,
    occupancy: 0,
  });
  const atOnce = erlangC({ agents: 5, load: 4, handleSeconds: 180, withinSeconds: 0 });
  expect(atOnce.serviceMiss).toBe(atOnce.waitProbability);
  const full = erlangC({ agents: 20_000, load: 19_999.999, handleSeconds: 180, withinSeconds: 20 });
  expect(full.waitProbability).toBeCloseTo(1, 4);
  expect(full.serviceLevel).toBeGreaterThan(0);
});

test.each([
  [{ handleSeconds: 0 }, 'handleSeconds must be a number above 0, got 0'],
  [{ withinSeconds: -1 }, 'withinSeconds must be a number of at least 0, got -1'],
  [{ agents: 1.5 }, 'agents must be a whole number of at least 0, got 1.5'],
  [{ load: Number.NaN }, 'load must be a number of at least 0, got NaN'],
])('%j is refused: %s', (part, message) => {
  const question = { agents: 5, load: 4, handleSeconds: 180, withinSeconds: 20, ...part };
  expect(() => erlangC(question)).toThrow(new RangeError(message));
});
