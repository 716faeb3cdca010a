import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import { flatFigures } from '../testing/flat-figures.ts';
import { gammaRate } from './gamma-rate.ts';

/** P(at least `agents` present) when patience = handle time: the number is negative binomial. */
function negativeBinomialTail(agents: number, load: number, shape: number): number {
  let term = Math.exp(-shape * Math.log1p(load / shape));
  let below = term;
  for (let n = 1; n < agents; n += 1) {
    term *= ((shape + n - 1) / n) * (load / (load + shape));
    below += term;
  }
  return 1 - below;
}

const call = { handleSeconds: 300, patienceSeconds: 300, withinSeconds: 20 };

test.each([0.01, 0.1, 0.5, 1, 2, 5])(
  'with a rate varying by %f the number present is negative binomial',
  (rateCv) => {
    const { allBusy } = gammaRate({ ...call, agents: 20, load: 15, rateCv });
    expect(allBusy).toBeCloseTo(negativeBinomialTail(20, 15, rateCv ** -2), 11);
  },
);

test('calls in are calls out, and no spread of the rate is model A', () => {
  const mixed = gammaRate({ ...call, agents: 50, load: 48, lines: 60, rateCv: 0.3 });
  expect(mixed.served + mixed.abandonProbability + mixed.blocking).toBeCloseTo(1, 12);
  expect(mixed.serviceLevel.offered + mixed.serviceMiss).toBeCloseTo(1, 12);
  const steady = erlangA({ ...call, agents: 50, load: 48 });
  const none = gammaRate({ ...call, agents: 50, load: 48, rateCv: 0 });
  const little = gammaRate({ ...call, agents: 50, load: 48, rateCv: 1e-5 });
  expect(none.serviceLevel).toEqual(steady.serviceLevel);
  expect(little.serviceMiss / steady.serviceMiss).toBeCloseTo(1, 7);
});

test('an uncertain rate lowers the service level of calls, as busy days hold more of them', () => {
  const question = { agents: 52, load: 50, handleSeconds: 300, patienceSeconds: 120, withinSeconds: 20 };
  const certain = erlangA(question).serviceLevel.offered;
  expect(gammaRate({ ...question, rateCv: 0.1 }).serviceLevel.offered).toBeLessThan(certain - 0.03);
});

test('nothing is NaN for no load, no agents or a wild spread', () => {
  for (const part of [{ load: 0 }, { agents: 0 }, { rateCv: 30 }, { lines: 60, patienceSeconds: Infinity }]) {
    const { serviceLevel, ...rest } = gammaRate({ ...call, agents: 50, load: 48, rateCv: 0.2, ...part });
    for (const value of Object.values({ ...rest, ...serviceLevel })) expect(value).toBeGreaterThanOrEqual(0);
  }
  expect(Object.keys(flatFigures(erlangA({ ...call, agents: 1, load: 1 })))).toContain('virtual');
});

test('endless patience on endless lines is refused', () => {
  const question = { ...call, agents: 50, load: 40, rateCv: 0.1, patienceSeconds: Infinity };
  expect(() => gammaRate(question)).toThrow(
    'patienceSeconds must be a number above 0 when lines are unlimited',
  );
});
