import { expect, test } from 'vitest';
import { agentsFor, erlangA, erlangB, erlangC, extendedErlangB, withShrinkage } from './erlang-c.ts';

test('the README example of the R package ErlangC, to its last printed digit', () => {
  // 100 calls in half an hour of 180 s, 14 agents, 20 s.
  const figures = erlangC({ agents: 14, load: 10, handleSeconds: 180, withinSeconds: 20 });
  expect(figures.waitProbability).toBeCloseTo(0.1741319, 7);
  expect(figures.serviceLevel).toBeCloseTo(0.88835, 5);
  expect(figures.speedOfAnswer).toBeCloseTo(7.83593701177724, 11);
  expect(figures.occupancy).toBeCloseTo(0.7142857, 7);
});

test('the worked Erlang C page of 360 calls, 240 s, 55 agents', () => {
  const call = { load: 48, handleSeconds: 240 };
  const figures = erlangC({ ...call, agents: 55, withinSeconds: 20 });
  expect(figures.waitProbability).toBeCloseTo(0.2387, 4);
  expect(figures.serviceLevel).toBeCloseTo(0.8668, 4);
  expect(figures.speedOfAnswer).toBeCloseTo(8.184, 3);
  const target = { serviceLevel: 0.8, withinSeconds: 20 };
  expect(agentsFor({ model: 'C', ...call, target }).agents).toBe(54);
  expect(erlangC({ ...call, agents: 55, withinSeconds: 15 }).serviceLevel).toBeCloseTo(0.84588309, 8);
});

test.each([
  // Westbay traffic calculators: 15 lines carry 8.108 Erlang at 1 %.
  { agents: 15, load: 8.108, blocking: 0.01, digits: 6 },
  // Erlang B table in Carrier Grade Voice over IP: 8 and 9 channels at 1 % carry 3.1 and 3.8.
  { agents: 8, load: 3.128, blocking: 0.01, digits: 4 },
  { agents: 9, load: 3.783, blocking: 0.01, digits: 4 },
])('Erlang B of $load Erlang on $agents lines blocks $blocking', ({ agents, load, blocking, digits }) => {
  expect(erlangB({ agents, load }).blocking).toBeCloseTo(blocking, digits);
});

test.each([
  { agents: 8, load: 3.87, delayed: 0.0500851 },
  { agents: 10, load: 4.08, delayed: 0.0100517 },
])(
  'the Erlang C table for trunked radio: $agents channels delay $delayed of $load Erlang',
  ({ agents, load, delayed }) => {
    const { waitProbability } = erlangC({ agents, load, handleSeconds: 1, withinSeconds: 0 });
    expect(waitProbability).toBeCloseTo(delayed, 7);
  },
);

test('extended Erlang B of the Westbay manual: 200 lines, 3 % blocked, 70 % retry, carry 186.877 Erlang', () => {
  const figures = extendedErlangB({ agents: 200, load: 186.877, retryShare: 0.7 });
  expect(figures.blocking).toBeCloseTo(0.03, 5);
  expect(figures.totalLoad).toBeCloseTo(190.88546, 4);
});

// github.com/umontreal-simul/contactcenters, doc/examples: 1000 simulated days with their confidence intervals.
test('the ContactCenters example MMC lies in its simulated intervals, but for its start from empty', () => {
  const figures = erlangC({ agents: 12, load: 8.4, handleSeconds: 120, withinSeconds: 20 });
  expect(figures.serviceLevel).toBeCloseTo(0.89908, 5);
  expect(figures.speedOfAnswer / 60).toBeCloseTo(0.10216, 5);
  expect(figures.occupancy).toBeCloseTo(0.7, 10);
});

test('the ContactCenters example MMCAb with patience lies in its simulated intervals', () => {
  const call = { agents: 12, load: 8.4, handleSeconds: 120, patienceSeconds: 60, withinSeconds: 20 };
  const { serviceLevel, abandonProbability, speedOfAnswer, occupancy } = erlangA(call);
  const calls = 4.2 * 480;
  expect(calls * abandonProbability).toBeCloseTo(59.833, 2);
  expect(calls * serviceLevel.offered).toBeCloseTo(1905.66, 2);
  expect(serviceLevel.excludingShortAbandons).toBeCloseTo(0.967872, 6);
  expect(serviceLevel.answered).toBeCloseTo(0.974182, 6);
  expect(speedOfAnswer / 60).toBeCloseTo(0.02406, 5);
  expect(occupancy).toBeCloseTo(0.67922, 5);
});

test('the shrinkage example of pyworkforce: 14 positions at 30 % are 20 people, not 19', () => {
  expect(withShrinkage(14, 0.3)).toBe(20);
});
