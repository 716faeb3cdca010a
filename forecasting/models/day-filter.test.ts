import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedAhead, filterDays, foresee, type DayStates, type FilterDay } from './day-filter.ts';

/** A level that stays, one that forgets in ten days, and a load that comes and goes. */
const STATES: DayStates = {
  variance: Float64Array.of(4, 0.5, 0.3),
  days: Float64Array.of(Infinity, 10, Infinity),
  ahead: { stays: Float64Array.of(Infinity, 10, Infinity), returns: Float64Array.of(Infinity, 2, Infinity) },
};
const NOISE = 0.2;

const day = (number: number, figure: number): FilterDay => ({
  number,
  figure,
  loads: { at: Int32Array.of(0, 1, 2), by: Float64Array.of(1, 1, Math.cos(number)) },
});

/** Covariance of two days' figures, noise left out. */
const covariance = (a: number, b: number): number =>
  4 + 0.5 * Math.exp(-Math.abs(a - b) / 10) + 0.3 * Math.cos(a) * Math.cos(b);

/** Gauss and Jordan on a small system. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (const [i, pivotRow] of rows.entries()) {
    const pivot = pivotRow[i] ?? 1;
    for (let j = i; j <= rows.length; j += 1) pivotRow[j] = (pivotRow[j] ?? 0) / pivot;
    for (const [k, row] of rows.entries()) {
      if (k === i) continue;
      const factor = row[i] ?? 0;
      for (let j = i; j <= rows.length; j += 1) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    }
  }
  return rows.map((row) => row[rows.length] ?? 0);
}

test('what the filter foresees is what the whole covariance of all days says, found by elimination', () => {
  const figures = [0.3, -0.2, 0.5, 0.1, 0.4, Number.NaN, -0.3, 0.2];
  const numbers = [0, 1, 2, 5, 6, 7, 8, 12];
  const days = figures.map((figure, at) => day(numbers[at] ?? 0, figure));
  const { state } = filterDays(STATES, NOISE, days);
  const [ahead] = foresee(STATES, state, [day(15, Number.NaN)], 'stays');

  const known = days.filter(({ figure }) => !Number.isNaN(figure));
  const matrix = known.map((a, i) =>
    known.map((b, j) => covariance(a.number, b.number) + (i === j ? NOISE : 0)),
  );
  const tie = known.map(({ number }) => covariance(number, 15));
  const weights = solve(
    matrix,
    known.map(({ figure }) => figure),
  );
  const mean = tie.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0);
  const shares = solve(matrix, tie);
  const variance = covariance(15, 15) - tie.reduce((sum, value, i) => sum + value * (shares[i] ?? 0), 0);

  expect(ahead?.mean).toBeCloseTo(mean, 10);
  expect(ahead?.variance).toBeCloseTo(variance, 10);
});

test('an unknown day is not a day of nothing: it changes no forecast', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 30 }),
      (figures) => {
        const days = figures.map((figure, number) => day(2 * number, figure));
        const withGaps = days.flatMap((one) => [one, day(one.number + 1, Number.NaN)]);
        const later = [day(100, Number.NaN)];
        const [plain] = foresee(STATES, filterDays(STATES, NOISE, days).state, later, 'stays');
        const [gaps] = foresee(STATES, filterDays(STATES, NOISE, withGaps).state, later, 'stays');
        expect(gaps?.mean).toBeCloseTo(plain?.mean ?? Number.NaN, 9);
        expect(gaps?.variance).toBeCloseTo(plain?.variance ?? Number.NaN, 9);
      },
    ),
  );
});

test('a wild day moves the forecast no further than a day at the bend', () => {
  const calm = Array.from({ length: 20 }, (_, number) => day(number, 0));
  const after = (figure: number): number =>
    foresee(
      STATES,
      filterDays(STATES, NOISE, [...calm, day(20, figure)]).state,
      [day(21, Number.NaN)],
      'stays',
    )[0]?.mean ?? 0;
  expect(after(50)).toBeCloseTo(after(500), 9);
  expect(Math.abs(after(50))).toBeLessThan(1);
});

test('what was expected a week before is what would have been foreseen from the days until then', () => {
  const days = [0, 1, 2, 5, 6, 7, 9, 12, 15].map((number) => day(number, Math.sin(number)));
  const means = new Float64Array(days.length * 3);
  filterDays(STATES, NOISE, days, means);
  for (const outlook of ['stays', 'returns'] as const) {
    const said = expectedAhead(STATES, means, { days, lead: 7, outlook, from: 2 });
    for (const [row, target] of days.entries()) {
      const known = days.filter(({ number }) => number <= target.number - 7);
      if (known.length === 0 || row < 2) {
        expect(said[row]).toBeNaN();
        continue;
      }
      const [foreseen] = foresee(STATES, filterDays(STATES, NOISE, known).state, [target], outlook);
      expect(said[row]).toBeCloseTo(foreseen?.mean ?? Number.NaN, 12);
    }
  }
});
