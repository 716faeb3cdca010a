import { expect, test } from 'vitest';
import { breaks } from './breaks.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('a shift over five hours has its half hour before the end of the fifth', () => {
  const rule = breaks({ overHours: 5, leastMinutes: 30, beforeHour: 5 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'D', { breakAtHour: 5 }))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'D', { breakAtHour: 6 })))).toEqual([
    'has 0 min of break by hour 5 on 2026-11-23, at least 30',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'S'))).toEqual([]);
});
