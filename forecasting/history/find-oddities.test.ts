import { expect, test } from 'vitest';
import { localDay } from '#domain/local-day.ts';
import { gridRow } from '../models/grid.ts';
import { madeHistory } from '../testing/queue-history.ts';
import { correctHistory, usualCorrection } from './correct-history.ts';
import { findOddities } from './find-oddities.ts';

test('an ordinary history has nothing odd', () => {
  expect(findOddities(madeHistory({ days: 120, size: 40 }))).toEqual([]);
});

test('two silent hours at a busy time are an outage, and are taken as unknown, not as zero', () => {
  const history = madeHistory({ days: 60, size: 40 });
  gridRow(history.offered, 20).fill(0, 22, 26);
  const found = findOddities(history);
  expect(found).toMatchObject([{ kind: 'outage', day: history.days[20], first: 22, last: 25 }]);
  const corrected = correctHistory(
    history,
    found.flatMap((one) => usualCorrection(one) ?? []),
  );
  expect(gridRow(corrected.offered, 20)[23]).toBeNaN();
  expect(gridRow(history.offered, 20)[23]).toBe(0);
});

test('a quiet queue that has no contact for two hours has no outage', () => {
  const history = madeHistory({ days: 60, size: 1 });
  gridRow(history.offered, 20).fill(0, 22, 26);
  expect(findOddities(history).filter(({ kind }) => kind === 'outage')).toEqual([]);
});

test('a day with three times as many contacts is an outlier, and is left as it is', () => {
  const odd = localDay('2025-02-19');
  const [found, ...others] = findOddities(
    madeHistory({ days: 90, size: 40, effect: (day) => (day === odd ? 3 : 1) }),
  );
  expect(found).toMatchObject({ kind: 'outlier', day: odd });
  expect(others).toEqual([]);
  expect(found === undefined ? undefined : usualCorrection(found)).toBeUndefined();
});

test('a level that doubles for good is a level shift of that day', () => {
  const since = localDay('2025-03-03');
  const found = findOddities(madeHistory({ days: 120, size: 40, effect: (day) => (day >= since ? 2 : 1) }));
  const shifts = found.filter(({ kind }) => kind === 'level-shift');
  expect(shifts).toMatchObject([{ day: since }]);
  expect(shifts[0]?.kind === 'level-shift' ? shifts[0].ratio : 0).toBeCloseTo(2, 0);
});
