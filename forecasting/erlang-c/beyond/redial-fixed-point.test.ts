import { expect, test } from 'vitest';
import { redialFixedPoint } from './redial-fixed-point.ts';
import { redial } from './redial.ts';

const call = { agents: 10, load: 10, handleSeconds: 180, patienceSeconds: 120, withinSeconds: 20 };

test('the fixed point balances, and lies a percent below the exact attempts', () => {
  const { totalLoad, attemptsPerCall, figures } = redialFixedPoint({ ...call, redialShare: 0.5 });
  expect(totalLoad).toBeCloseTo(10 + 0.5 * totalLoad * figures.abandonProbability, 10);
  const chain = { redialDelaySeconds: 300, redialAfterAbandon: 0.5, redialAfterBlock: 0.5 };
  const exact = redial({ ...call, ...chain }).attemptsPerCall;
  expect(attemptsPerCall).toBeLessThan(exact);
  expect(attemptsPerCall / exact).toBeGreaterThan(0.99);
});

test('redials that come much later than a busy spell make it exact', () => {
  const few = { ...call, agents: 4, load: 4 };
  const chain = { redialDelaySeconds: 6000, redialAfterAbandon: 0.3, redialAfterBlock: 0 };
  const { attemptsPerCall } = redialFixedPoint({ ...few, redialShare: 0.3 });
  expect(attemptsPerCall / redial({ ...few, ...chain }).attemptsPerCall).toBeCloseTo(1, 3);
});

test('no calls make no redials', () => {
  expect(redialFixedPoint({ ...call, load: 0, redialShare: 0.5 })).toMatchObject({
    totalLoad: 0,
    attemptsPerCall: 1,
  });
});
