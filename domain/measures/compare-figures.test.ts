import { expect, test } from 'vitest';
import { DAY_MS, epochMs } from '../time.ts';
import { compareFigures, perDay, type KnownPeriod } from './compare-figures.ts';

const days = (from: string, count: number, known = count): KnownPeriod => {
  const start = Date.parse(`${from}T00:00:00+08:00`);
  return {
    from: epochMs(start),
    to: epochMs(start + count * DAY_MS),
    knownFrom: epochMs(start),
    knownTo: epochMs(start + known * DAY_MS),
  };
};
const [first, second] = [days('2013-01-01', 90), days('2013-04-01', 91)];

test('a rate that rises from 69.81 % to 95.47 % rises by 25.66 points, and the calls beside it fall by 40 %', () => {
  const [before, now] = [108_511 / 155_438, 89_037 / 93_262];
  expect((100 * before).toFixed(2)).toBe('69.81');
  expect((100 * now).toFixed(2)).toBe('95.47');
  const rate = compareFigures('share', { period: second, value: now }, { period: first, value: before });
  expect(rate).toMatchObject({ kind: 'points', change: expect.closeTo(25.66, 2) });
  // The quarters have 90 and 91 days, so the calls are compared per day: 40 % less is 40.7 % less a day.
  const calls = compareFigures('count', { period: second, value: 93_262 }, { period: first, value: 155_438 });
  expect(calls).toMatchObject({ kind: 'percent-per-day', change: expect.closeTo(-40.66, 2) });
  const equal = compareFigures('count', { period: first, value: 93_262 }, { period: first, value: 155_438 });
  expect(equal).toMatchObject({ kind: 'percent', change: expect.closeTo(-40, 2) });
});

test.each([
  [0.206, 0.466, 26],
  [0.13, 0.017, -11.3],
  [0.47, 0.63, 16],
])('from %d to %d are %d points, never per cent', (before, now, change) => {
  expect(
    compareFigures('share', { period: second, value: now }, { period: first, value: before }),
  ).toMatchObject({ kind: 'points', change: expect.closeTo(change, 6) });
});

test('years of 187, 365 and 91 days are compared per day: 103.2, 231.7 and 239.4 contacts', () => {
  const [one, two, three] = [days('2014-06-28', 187), days('2015-01-01', 365), days('2016-01-01', 91)];
  expect(
    [perDay(19_291, one), perDay(84_556, two), perDay(21_789, three)].map((value) => value.toFixed(1)),
  ).toEqual(['103.2', '231.7', '239.4']);
  const growth = compareFigures('count', { period: three, value: 21_789 }, { period: two, value: 84_556 });
  expect(growth).toMatchObject({ kind: 'percent-per-day', change: expect.closeTo(3.36, 2) });
});

test('a period that is known in part is compared with nothing, and from nothing there is no per cent', () => {
  const begun = days('2013-04-01', 91, 10);
  expect(compareFigures('count', { period: begun, value: 5 }, { period: first, value: 9 })).toEqual({
    kind: 'incomplete',
  });
  expect(compareFigures('count', { period: first, value: 5 }, { period: first, value: 0 })).toEqual({
    kind: 'unknown',
  });
  expect(compareFigures('share', { period: first, value: 1 }, { period: first, value: undefined })).toEqual({
    kind: 'unknown',
  });
});
