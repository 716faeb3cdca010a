import { expect, test } from 'vitest';
import { makeGrid } from './grid.ts';
import { updateDay } from './update-day.ts';

const COVARIANCE = makeGrid({ rows: 2, columns: 2 }, (i, j) => (i === j ? 1 : 0.6));
const LOCATION = Float64Array.of(10, 20);

test('a morning that is above what was expected lifts the afternoon by the regression on it', () => {
  const { location, covariance } = updateDay(
    { location: LOCATION, covariance: COVARIANCE },
    Float64Array.of(11, Number.NaN),
  );
  expect(location[1]).toBeCloseTo(20.6, 6);
  expect(covariance.cells[3]).toBeCloseTo(1 - 0.36, 6);
});

test('with nothing seen the day stays as it was', () => {
  const unseen = Float64Array.of(Number.NaN, Number.NaN);
  expect(updateDay({ location: LOCATION, covariance: COVARIANCE }, unseen)).toEqual({
    location: LOCATION,
    covariance: COVARIANCE,
  });
});

const lifted = (seen: number): number =>
  updateDay({ location: LOCATION, covariance: COVARIANCE }, Float64Array.of(seen, Number.NaN)).location[1] ??
  0;

test('one wild interval lifts no more than one of three deviations', () => {
  expect(lifted(100)).toBeCloseTo(lifted(13), 9);
});
