import { expect, test } from 'vitest';
import { dailyHours } from './daily-hours.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('a shift of twelve hours is one too many where eleven are allowed', () => {
  const rule = dailyHours({ mostHours: 11 }, HARD);
  expect(sentences(rule.breaches(lived('2026-11-23', 'D T -')))).toEqual([
    'works 12 h on 2026-11-24, at most 11 h',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'T | D'))).toEqual([]);
  expect(dailyHours({ mostHours: 12 }, HARD).breaches(lived('2026-11-23', 'T'))).toEqual([]);
});
