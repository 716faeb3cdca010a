import fc from 'fast-check';
import { expect, test } from 'vitest';
import { erlangA } from '../models/erlang-a.ts';
import type { ErlangA } from '../models/patience-figures.ts';
import { erlangB } from '../models/erlang-b.ts';
import { erlangC } from '../models/erlang-c.ts';
import { agentsFor } from './agents-for.ts';
import type { Target } from './target.ts';

const loads = fc.double({ min: -2, max: 7, noNaN: true }).map(Math.exp);
const times = fc.double({ min: 1, max: 6.5, noNaN: true }).map(Math.exp);
const share = fc.double({ min: 0.005, max: 0.97, noNaN: true });
const maybe = (value: fc.Arbitrary<number>) => fc.option(value, { nil: undefined });

const targets = fc
  .record({
    serviceLevel: maybe(share),
    definition: fc.constantFrom(
      'offered',
      'answered',
      'excludingShortAbandons',
      'abandonsCountGood',
      'virtual',
    ),
    withinSeconds: times,
    speedOfAnswerSeconds: maybe(times),
    abandonProbability: maybe(share),
    waitProbability: maybe(share),
    occupancy: maybe(fc.double({ min: 0.3, max: 1, noNaN: true })),
  })
  .filter(({ serviceLevel, speedOfAnswerSeconds, abandonProbability, waitProbability, occupancy }) =>
    [serviceLevel, speedOfAnswerSeconds, abandonProbability, waitProbability, occupancy].some(
      (x) => x !== undefined,
    ),
  );

const atMost = (value: number, limit: number | undefined): boolean => limit === undefined || value <= limit;

/** The target read off the figures without any of the search's code. */
function meets(figures: ErlangA, target: Target): boolean {
  return (
    figures.serviceLevel[target.definition ?? 'offered'] >= (target.serviceLevel ?? 0) &&
    atMost(figures.speedOfAnswer, target.speedOfAnswerSeconds) &&
    atMost(figures.abandonProbability, target.abandonProbability) &&
    atMost(figures.waitProbability, target.waitProbability) &&
    atMost(figures.occupancy, target.occupancy) &&
    atMost(figures.blocking, target.blocking)
  );
}

test('model A: the crew meets all targets at once and one agent less does not', () => {
  fc.assert(
    fc.property(loads, times, times, targets, (load, handleSeconds, patienceSeconds, target) => {
      const { agents, figures, oneLess } = agentsFor({
        model: 'A',
        load,
        handleSeconds,
        patienceSeconds,
        target,
      });
      const withinSeconds = target.withinSeconds;
      expect(figures).toEqual(erlangA({ agents, load, handleSeconds, patienceSeconds, withinSeconds }));
      expect(meets(figures, target)).toBe(true);
      if (oneLess !== undefined && agents > 1) expect(meets(oneLess, target)).toBe(false);
    }),
    { numRuns: 400 },
  );
});

test('model A with finite waiting places: no smaller crew at all meets the targets', () => {
  const places = fc.integer({ min: 0, max: 12 });
  const small = fc.double({ min: 0.05, max: 12, noNaN: true });
  fc.assert(
    fc.property(small, times, places, targets, (load, patienceSeconds, waitingPlaces, target) => {
      const call = { load, handleSeconds: 100, patienceSeconds };
      const { agents } = agentsFor({ model: 'A', ...call, waitingPlaces, target });
      const good = (tried: number): boolean =>
        meets(
          erlangA({
            ...call,
            agents: tried,
            withinSeconds: target.withinSeconds,
            lines: tried + waitingPlaces,
          }),
          target,
        );
      expect(good(agents)).toBe(true);
      for (let fewer = 1; fewer < agents; fewer += 1)
        expect(good(fewer), `${fewer} of ${agents}`).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('models B and C: one agent less fails', () => {
  fc.assert(
    fc.property(loads, share, times, (load, level, seconds) => {
      const loss = agentsFor({ model: 'B', load, target: { blocking: level } });
      expect(erlangB({ agents: loss.agents, load }).blocking).toBeLessThanOrEqual(level);
      if (loss.agents > 1) expect(loss.oneLess?.blocking).toBeGreaterThan(level);
      const target = { serviceLevel: level, withinSeconds: seconds };
      const queue = agentsFor({ model: 'C', load, handleSeconds: 180, target });
      const call = { load, handleSeconds: 180, withinSeconds: seconds };
      expect(erlangC({ ...call, agents: queue.agents }).serviceLevel).toBeGreaterThanOrEqual(level);
      expect(erlangC({ ...call, agents: queue.agents - 1 }).serviceLevel).toBeLessThan(level);
    }),
  );
});

test('model A may answer fewer agents than the load, model C never', () => {
  const call = { load: 100, handleSeconds: 300, target: { serviceLevel: 0.8, withinSeconds: 20 } };
  expect(agentsFor({ model: 'A', patienceSeconds: 30, ...call }).agents).toBe(86);
  expect(agentsFor({ model: 'C', ...call }).agents).toBe(108);
});

test('targets near the edge of what a double can tell are met too', () => {
  const call = { load: 40, handleSeconds: 200, patienceSeconds: 100 };
  for (const target of [
    { abandonProbability: 1e-30 },
    { waitProbability: 1e-200 },
    { speedOfAnswerSeconds: 1e-100 },
  ]) {
    const { figures, oneLess } = agentsFor({ model: 'A', ...call, target });
    expect(meets(figures, target)).toBe(true);
    expect(oneLess !== undefined && meets(oneLess, target)).toBe(false);
  }
});

test('a tight occupancy alone can decide the crew', () => {
  const target = { serviceLevel: 0.8, withinSeconds: 20, abandonProbability: 0.05, occupancy: 0.85 };
  const call = { load: 100, handleSeconds: 240, patienceSeconds: 180 };
  const { agents, figures, oneLess } = agentsFor({ model: 'A', ...call, target });
  expect(agents).toBe(118);
  expect(figures.occupancy).toBeLessThanOrEqual(0.85);
  expect(oneLess?.occupancy).toBeGreaterThan(0.85);
});

test('without load nobody is needed, in each model', () => {
  const call = { load: 0, handleSeconds: 180, patienceSeconds: 60 };
  const target = { serviceLevel: 0.8, withinSeconds: 20 };
  expect(agentsFor({ model: 'A', ...call, target })).toMatchObject({ agents: 0, oneLess: undefined });
  expect(agentsFor({ model: 'C', ...call, target })).toMatchObject({
    agents: 0,
    figures: { serviceLevel: 1 },
  });
  expect(agentsFor({ model: 'B', ...call, target: { blocking: 0.01 } }).agents).toBe(0);
});

const level = { serviceLevel: 0.8, withinSeconds: 20 };

test.each<[Partial<Target> | { load: number } | { waitingPlaces: number }, string]>([
  [{ serviceLevel: 1 }, 'target.serviceLevel must be a share from 0 to below 1, got 1'],
  [{ withinSeconds: undefined }, 'target.withinSeconds must be a number of at least 0, got NaN'],
  [{ occupancy: 0 }, 'target.occupancy must be a share above 0, up to 1, got 0'],
  [{ speedOfAnswerSeconds: -3 }, 'target.speedOfAnswerSeconds must be a number above 0, got -3'],
])('%j is refused: %s', (part, message) => {
  const need = { model: 'A', load: 9, handleSeconds: 180, patienceSeconds: 60 } as const;
  expect(() => agentsFor({ ...need, target: { ...level, ...part } })).toThrow(new RangeError(message));
});

test('what belongs to no model or names no target is refused', () => {
  const call = { load: 9, handleSeconds: 180, patienceSeconds: 60 };
  expect(() => agentsFor({ model: 'B', load: 9, target: level })).toThrow('blocking or occupancy');
  expect(() => agentsFor({ model: 'A', ...call, target: {} })).toThrow('target must name at least one');
  expect(() => agentsFor({ model: 'A', ...call, load: -1, target: level })).toThrow('load must be');
  expect(() => agentsFor({ model: 'A', ...call, waitingPlaces: 1.5, target: level })).toThrow(
    'waitingPlaces must be',
  );
});
