import { expect, test } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';
import { gammaDraw } from './gamma-draw.ts';
import { placeOf, randomStreams, unitAt } from './random-streams.ts';

const COUNT = 200_000;
const SEEDS = [1, 2, 3, 17, 2 ** 40 + 5];

test('numbers of a stream fill the unit interval evenly', () => {
  for (const seed of SEEDS) {
    const streams = randomStreams(seed, 0, 1);
    const boxes = new Float64Array(256);
    for (let place = 0; place < COUNT; place += 1) count(boxes, unitAt(streams, 0, place));
    const expected = COUNT / 256;
    const chi = boxes.reduce((sum, hits) => sum + (hits - expected) ** 2 / expected, 0);
    // 255 degrees of freedom: 1e-5 lies outside 171 … 358.
    expect(chi).toBeGreaterThan(171);
    expect(chi).toBeLessThan(358);
  }
});

test('neighbours in a stream, streams of a seed and seeds have nothing in common', () => {
  for (const seed of SEEDS) {
    const one = randomStreams(seed, 0, 2);
    const other = randomStreams(seed + 1, 0, 1);
    const salted = randomStreams(seed, 1, 1);
    const at = (place: number): number => unitAt(one, 0, place);
    expect(Math.abs(correlation(at, (place) => at(place + 1)))).toBeLessThan(0.012);
    expect(Math.abs(correlation(at, (place) => unitAt(one, 1, place)))).toBeLessThan(0.012);
    expect(Math.abs(correlation(at, (place) => unitAt(other, 0, place)))).toBeLessThan(0.012);
    expect(Math.abs(correlation(at, (place) => unitAt(salted, 0, place)))).toBeLessThan(0.012);
    expect(Math.abs(correlation(at, (place) => at(placeOf(place, 1))))).toBeLessThan(0.012);
  }
});

test('a number does not depend on which were asked for before', () => {
  const streams = randomStreams(9, 0, 3);
  const forwards = [0, 1, 2, 3].map((place) => unitAt(streams, 1, place));
  const backwards = [3, 2, 1, 0].map((place) => unitAt(streams, 1, place));
  expect(backwards.toReversed()).toEqual(forwards);
});

test.for([
  [0.5, 0],
  [0.975, 1.959964],
  [0.025, -1.959964],
  [0.999, 3.090232],
  [1e-6, -4.753424],
])('the normal quantile of %d is %d', ([p = 0, z = 0]) => {
  expect(normalQuantile(p)).toBeCloseTo(z, 5);
});

test.for([0.5, 2, 25])('a gamma number of shape %d has mean 1 and variance 1 / shape', (shape) => {
  const streams = randomStreams(4, 0, 1);
  let place = 0;
  const draws = Array.from({ length: 50_000 }, () =>
    gammaDraw(shape, () => unitAt(streams, 0, (place += 1))),
  );
  const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
  const variance = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0) / draws.length;
  expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(shape * draws.length));
  expect(variance * shape).toBeGreaterThan(0.93);
  expect(variance * shape).toBeLessThan(1.07);
});

/** Five standard errors of a correlation of so many pairs are 0.0112. */
function correlation(one: (place: number) => number, other: (place: number) => number): number {
  let sum = 0;
  for (let place = 0; place < COUNT; place += 1) sum += (one(place) - 0.5) * (other(place) - 0.5);
  return (12 * sum) / COUNT;
}

function count(boxes: Float64Array, unit: number): void {
  const box = Math.floor(unit * boxes.length);
  boxes[box] = (boxes[box] ?? 0) + 1;
}
