import { expect, test } from 'vitest';
import { overtime } from './overtime.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('four hours a day beyond eight reach eight in two days, and each month begins anew', () => {
  const rule = overtime({ ordinaryHours: 8, mostHoursPerMonth: 8 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'T T D'))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'T | T T')))).toEqual([
    '12 h of overtime in 2026-11, at most 8 h',
  ]);
  expect(rule.breaches(lived('2026-11-30', 'T T T'))).toEqual([]);
});
