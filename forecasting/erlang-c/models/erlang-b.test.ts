import fc from 'fast-check';
import { expect, test } from 'vitest';
import { erlangB } from './erlang-b.ts';

/** B(N) = A·B(N−1)/(N + A·B(N−1)) from B(0) = 1: every textbook's recursion. */
function blockingByRecursion(agents: number, load: number): number {
  let blocking = 1;
  for (let n = 1; n <= agents; n += 1) blocking = (load * blocking) / (n + load * blocking);
  return blocking;
}

const crews = fc.integer({ min: 1, max: 3000 });
const loads = fc.double({ min: 1e-6, max: 4000, noNaN: true });

test.each([
  // Erlang's own 1917 formula, worked with fractions.
  { agents: 1, load: 0.1, blocking: 1 / 11 },
  { agents: 1, load: 1.5, blocking: 0.6 },
  { agents: 2, load: 2, blocking: 0.4 },
  { agents: 5, load: 4, blocking: 0.19906687402799378 },
  { agents: 100, load: 10, blocking: 4.86464918206761e-63 },
])('$agents agents offered $load Erlang block $blocking', ({ agents, load, blocking }) => {
  const got = erlangB({ agents, load });
  expect(Math.abs(got.blocking / blocking - 1)).toBeLessThan(1e-13);
  expect(got.occupancy).toBeCloseTo((load * (1 - blocking)) / agents, 14);
});

test('the sum agrees with the recursion from one agent up', () => {
  fc.assert(
    fc.property(crews, loads, (agents, load) => {
      const slow = blockingByRecursion(agents, load);
      fc.pre(slow > 1e-250);
      expect(Math.abs(erlangB({ agents, load }).blocking / slow - 1)).toBeLessThan(1e-11);
    }),
  );
});

test('one more agent never blocks more, and more load never blocks less', () => {
  fc.assert(
    fc.property(crews, loads, (agents, load) => {
      const { blocking } = erlangB({ agents, load });
      expect(erlangB({ agents: agents + 1, load }).blocking).toBeLessThanOrEqual(blocking);
      expect(erlangB({ agents, load: load * 1.01 }).blocking).toBeGreaterThanOrEqual(blocking);
    }),
  );
});

test('the edges: no agents block all, no load blocks nothing', () => {
  expect(erlangB({ agents: 0, load: 3 })).toEqual({ blocking: 1, occupancy: 1 });
  expect(erlangB({ agents: 0, load: 0 })).toEqual({ blocking: 1, occupancy: 0 });
  expect(erlangB({ agents: 4, load: 0 })).toEqual({ blocking: 0, occupancy: 0 });
  expect(erlangB({ agents: 1_000_000, load: 1e9 }).occupancy).toBeCloseTo(1 - 1e-9, 11);
});

test.each([
  [{ agents: 2.5, load: 1 }, 'agents must be a whole number of at least 0, got 2.5'],
  [{ agents: -1, load: 1 }, 'agents must be a whole number of at least 0, got -1'],
  [{ agents: Number.NaN, load: 1 }, 'agents must be a whole number of at least 0, got NaN'],
  [{ agents: 1e9, load: 1 }, 'agents must be at most 10000000, got 1000000000'],
  [{ agents: 2, load: -0.1 }, 'load must be a number of at least 0, got -0.1'],
  [{ agents: 2, load: Infinity }, 'load must be a number of at least 0, got Infinity'],
])('%j is refused: %s', (question, message) => {
  expect(() => erlangB(question)).toThrow(new RangeError(message));
});
