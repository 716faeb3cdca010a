import { expect, test } from 'vitest';
import { nightHours } from './night-hours.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('eight hours of night are one too many where seven are allowed, eight of day are not', () => {
  const rule = nightHours({ mostHours: 7 }, HARD);
  expect(sentences(rule.breaches(lived('2026-11-23', 'D N')))).toEqual([
    'works 8 h in the night of 2026-11-24, at most 7 h',
  ]);
});
