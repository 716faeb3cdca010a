import { expect, test } from 'vitest';
import { simulateIntervals } from '../testing/simulate-intervals.ts';
import { serviceLevelSpread } from './service-level-spread.ts';

test.each([
  { calls: 15, agents: 4, patienceSeconds: Infinity },
  { calls: 30, agents: 7, patienceSeconds: Infinity },
  { calls: 60, agents: 11, patienceSeconds: Infinity },
  { calls: 200, agents: 32, patienceSeconds: Infinity },
  { calls: 60, agents: 9, patienceSeconds: 120 },
  { calls: 200, agents: 28, patienceSeconds: 120 },
])(
  'half hours of $calls calls and $agents agents spread as in simulation',
  ({ calls, agents, patienceSeconds }) => {
    const crew = {
      agents,
      load: (calls * 240) / 1800,
      handleSeconds: 240,
      patienceSeconds,
      withinSeconds: 20,
    };
    const question = { ...crew, intervalSeconds: 1800 };
    const spread = serviceLevelSpread(question);
    const levels = simulateIntervals(question, { intervals: 12_000, seed: 20_240 }).sort(
      (one, other) => one - other,
    );
    const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
    const variance = levels.reduce((sum, level) => sum + (level - mean) ** 2, 0) / levels.length;
    expect(Math.abs(spread.mean - mean)).toBeLessThan(0.01);
    expect(Math.abs(spread.standardDeviation / Math.sqrt(variance) - 1)).toBeLessThan(0.05);
    for (const { share, serviceLevel } of spread.quantiles) {
      const simulated = levels[Math.floor(share * (levels.length - 1))] ?? 0;
      expect(Math.abs(serviceLevel - simulated), `quantile ${share}`).toBeLessThan(0.035);
    }
  },
);

test('the spread is 14 to 20 points for half hours of 15 to 200 calls staffed by Erlang C for 80 % in 20 s', () => {
  const crews = [
    { calls: 15, agents: 4, points: 17.6 },
    { calls: 30, agents: 7, points: 13.9 },
    { calls: 60, agents: 11, points: 20.4 },
    { calls: 200, agents: 32, points: 19.4 },
  ];
  for (const { calls, agents, points } of crews) {
    const call = {
      load: (calls * 240) / 1800,
      handleSeconds: 240,
      patienceSeconds: Infinity,
      withinSeconds: 20,
    };
    const { standardDeviation } = serviceLevelSpread({ ...call, agents, intervalSeconds: 1800 });
    expect(Math.abs(100 * standardDeviation - points)).toBeLessThan(1);
  }
});

test('the spread shrinks to nothing for ever longer intervals, and with ever more agents', () => {
  const call = { load: 8, handleSeconds: 240, patienceSeconds: 120, withinSeconds: 20 };
  const day = serviceLevelSpread({ ...call, agents: 9, intervalSeconds: 86_400 });
  const hour = serviceLevelSpread({ ...call, agents: 9, intervalSeconds: 3600 });
  expect(day.standardDeviation).toBeLessThan(hour.standardDeviation / 4);
  expect(day.mean).toBeCloseTo(day.serviceLevel, 2);
  expect(serviceLevelSpread({ ...call, agents: 80, intervalSeconds: 1800 }).standardDeviation).toBeLessThan(
    1e-6,
  );
});

test('without calls nothing spreads', () => {
  const call = { agents: 3, load: 0, handleSeconds: 240, patienceSeconds: 120, withinSeconds: 20 };
  expect(serviceLevelSpread({ ...call, intervalSeconds: 1800 })).toMatchObject({
    mean: 1,
    standardDeviation: 0,
  });
});

test('an unstable crew without patience is refused by name', () => {
  const call = { agents: 3, load: 3, handleSeconds: 240, patienceSeconds: Infinity, withinSeconds: 20 };
  expect(() => serviceLevelSpread({ ...call, intervalSeconds: 1800 })).toThrow(
    'load must be below agents (3)',
  );
});
