import { expect, test } from 'vitest';
import { chooseModels, combineModels } from './choose-models.ts';
import { makeGrid, type Grid } from './grid.ts';
import { EVEN_ODDS, type FittedModel } from './model.ts';
import { plainDay } from '../testing/plain-day.ts';

const PAST = makeGrid({ rows: 10, columns: 4 }, () => 10);

const gridOf = (value: number): Grid => makeGrid(PAST, () => value);

/** A model that says the first value of tomorrow, the second a week ahead, and the third four weeks ahead. */
const saying = (name: string, values: readonly [number, number, number], odds = EVEN_ODDS): FittedModel => {
  const [value] = values;
  return {
    name,
    odds,
    expected: gridOf(value),
    expectedAhead: values.map(gridOf),
    project: (traits) =>
      traits.map(() => ({
        location: Float64Array.of(value, value, value, value),
        extraVariance: new Float64Array(4),
      })),
  };
};

const always = (name: string, value: number): FittedModel => saying(name, [value, value, value]);

test('the better model has the greater weight, a hopeless one none, and the weights add up to one', () => {
  const choices = chooseModels([always('good', 10.1), always('fair', 10.102), always('hopeless', 14)], PAST);
  expect(choices.map(({ weight }) => weight).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  const [good, fair, hopeless] = choices;
  expect(good?.weight).toBeGreaterThan(fair?.weight ?? 1);
  expect(fair?.weight).toBeGreaterThan(0.2);
  expect(hopeless?.weight).toBe(0);
  expect(hopeless?.wape).toBeCloseTo((14 ** 2 - (10 ** 2 - 0.25)) / (10 ** 2 - 0.25), 6);
});

test('who is good a day ahead and poor four weeks ahead has weight where it is good', () => {
  const [near, far] = chooseModels(
    [saying('near', [10.1, 10.2, 12]), saying('far', [10.15, 10.2, 10])],
    PAST,
  );
  expect(near?.weights[0]).toBeGreaterThan(0.5);
  // A week ahead they were as good: there, what they were a day ahead decides.
  expect(near?.weights[1]).toBeCloseTo(near?.weights[0] ?? 0, 9);
  expect(near?.weights[2]).toBe(0);
  expect(far?.weights[2]).toBe(1);
});

test('of two that are as good, the one that was believed more before has more weight', () => {
  const [one, other] = chooseModels(
    [saying('one', [10, 10, 10]), saying('other', [10, 10, 10], [1, 1, 4])],
    PAST,
  );
  expect(one?.weights.map((weight) => Number(weight.toFixed(6)))).toEqual([0.5, 0.5, 0.2]);
  expect(other?.weights[2]).toBeCloseTo(0.8, 6);
});

const weighted = (name: string, weights: readonly number[]) => ({ name, weight: weights[0] ?? 0, weights });

test('the combined model says the weighted mean, with the weights of each day’s distance', () => {
  const combined = combineModels(
    [always('a', 10), always('b', 14)],
    [weighted('a', [0.75, 0.5, 0]), weighted('b', [0.25, 0.5, 1])],
    100,
  );
  expect(combined.expected.cells[0]).toBeCloseTo(11, 12);
  const said = combined
    .project([101, 107, 114, 128, 300].map((number) => plainDay(number, 0)))
    .map(({ location }) => location[0]);
  // A fortnight lies halfway between a week and four weeks.
  expect(said).toEqual([11, 12, 13, 14, 14].map((value) => expect.closeTo(value, 9)));
});
