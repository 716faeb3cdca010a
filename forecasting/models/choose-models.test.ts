import { expect, test } from 'vitest';
import { chooseModels, combineModels } from './choose-models.ts';
import { makeGrid, type Grid } from './grid.ts';
import type { FittedModel } from './model.ts';

const PAST = makeGrid({ rows: 10, columns: 4 }, () => 10);
const saying = (name: string, value: number): FittedModel => {
  const expected: Grid = makeGrid(PAST, () => value);
  return {
    name,
    expected,
    project: (traits) =>
      traits.map(() => ({
        location: Float64Array.of(value, value, value, value),
        extraVariance: new Float64Array(4),
      })),
  };
};

test('the better model has the greater weight, a hopeless one none, and the weights add up to one', () => {
  const choices = chooseModels([saying('good', 10.1), saying('fair', 10.102), saying('hopeless', 14)], PAST);
  expect(choices.map(({ weight }) => weight).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  const [good, fair, hopeless] = choices;
  expect(good?.weight).toBeGreaterThan(fair?.weight ?? 1);
  expect(fair?.weight).toBeGreaterThan(0.2);
  expect(hopeless?.weight).toBe(0);
  expect(hopeless?.wape).toBeCloseTo((14 ** 2 - 10 ** 2) / (10 ** 2 - 0.25), 6);
});

test('the combined model says the weighted mean', () => {
  const models = [saying('a', 10), saying('b', 14)];
  const combined = combineModels(models, [
    { name: 'a', weight: 0.75 },
    { name: 'b', weight: 0.25 },
  ]);
  expect(combined.expected.cells[0]).toBeCloseTo(11, 12);
});
