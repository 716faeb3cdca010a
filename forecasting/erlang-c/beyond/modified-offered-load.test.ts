import { expect, test } from 'vitest';
import { modifiedOfferedLoad } from './modified-offered-load.ts';
import { modifiedOfferedLoads } from './modified-offered-loads.ts';

test('a sine wave arrives at the agents smaller and later (Eick, Massey and Whitt 1993)', () => {
  for (const at of [0, 0.7, 1.9, 4.2]) {
    const load = modifiedOfferedLoad({
      loadAt: (t) => 100 + 20 * Math.sin(t),
      atSeconds: at,
      handleSeconds: 1,
    });
    expect(load).toBeCloseTo(100 + 10 * (Math.sin(at) - Math.cos(at)), 10);
  }
});

test('a constant load is its own', () => {
  expect(modifiedOfferedLoad({ loadAt: () => 7, atSeconds: 50, handleSeconds: 240 })).toBeCloseTo(7, 12);
});

test('steps in closed form agree with the integral over the steps', () => {
  const loads = [10, 30, 5];
  const steps = modifiedOfferedLoads({ loads, intervalSeconds: 1800, handleSeconds: 400 });
  // A handle time of 400 s: the integral of a step over thin panels.
  let load = 10;
  for (const [at, own] of loads.entries()) {
    load = own + (load - own) * Math.exp(-4.5);
    expect(steps[at]?.atEnd).toBeCloseTo(load, 12);
  }
  expect(steps[1]?.highest).toBe(steps[1]?.atEnd);
  expect(steps[2]?.highest).toBe(steps[1]?.atEnd);
  expect(steps[1]?.mean).toBeCloseTo(30 - (20 * (1 - Math.exp(-4.5))) / 4.5, 12);
  expect(modifiedOfferedLoads({ loads: [], intervalSeconds: 1800, handleSeconds: 400 })).toEqual([]);
});

test('a negative load or no moment is refused', () => {
  const bad = { loadAt: () => -1, atSeconds: 0, handleSeconds: 1 };
  expect(() => modifiedOfferedLoad(bad)).toThrow('loadAt(…) must be a number of at least 0, got -1');
  expect(() => modifiedOfferedLoad({ ...bad, atSeconds: Number.NaN })).toThrow(
    'atSeconds must be a number, got NaN',
  );
});
