import { expect, test } from 'vitest';
import { randomStreams, unitAt } from '../simulation/random/random-streams.ts';
import { makeGrid } from './grid.ts';
import type { FittedModel, Past } from './model.ts';
import { weekModels } from './week-models.ts';
import { plainDay } from '../testing/plain-day.ts';

/** Twenty weeks of two intervals around ten, with noise of one; Mondays are `monday` higher. */
function past(monday: number): Past {
  const streams = randomStreams(4, 0, 1);
  const traits = Array.from({ length: 140 }, (_, number) => plainDay(number, number % 7));
  const grid = makeGrid({ rows: traits.length, columns: 2 }, (row, column) => {
    const noise = Array.from({ length: 12 }, (_, at) => unitAt(streams, 0, (2 * row + column) * 12 + at));
    return 10 + (row % 7 === 0 ? monday : 0) + noise.reduce((sum, unit) => sum + unit, -6);
  });
  return { grid, traits };
}

function fitted(name: string, known: Past): FittedModel {
  const model = weekModels().find((one) => one.name === name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return model.fit(known);
}

const said = (model: FittedModel): number[] =>
  model
    .project(Array.from({ length: 7 }, (_, at) => plainDay(140 + at, (140 + at) % 7)))
    .map(({ location }) => location[0] ?? 0);

test('weekdays that differ by chance alone are all like the mean of all days', () => {
  for (const value of said(fitted('usual week', past(0)))) expect(Math.abs(value - 10)).toBeLessThan(0.25);
});

test('a Monday that is higher every week stays as high as it is', () => {
  const [monday = 0, ...others] = said(fitted('usual week', past(8)));
  expect(Math.abs(monday - 18)).toBeLessThan(0.7);
  for (const value of others) expect(Math.abs(value - 10)).toBeLessThan(0.7);
});

test.each(['usual week', 'smoothed weeks'])('%s says of the past what it would have said then', (name) => {
  const known = past(3);
  const { expected, expectedAhead } = fitted(name, known);
  const rows = 120;
  const before: Past = {
    grid: { rows, columns: 2, cells: known.grid.cells.slice(0, 2 * rows) },
    traits: known.traits.slice(0, rows),
  };
  const then = fitted(name, before).project(
    Array.from({ length: 7 }, (_, at) => plainDay(rows + at, (rows + at) % 7)),
  );
  expect(expected.cells[2 * rows]).toBeCloseTo(then[0]?.location[0] ?? 0, 12);
  // The grids of a week ahead hold the last forty days: row 126 is the 26th of them.
  expect(expectedAhead[1]?.cells[2 * 26]).toBeCloseTo(then[6]?.location[0] ?? 0, 12);
});
