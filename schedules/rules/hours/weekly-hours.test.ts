import { expect, test } from 'vitest';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';
import { weeklyHours } from './weekly-hours.ts';

test('six days of eight hours are more than forty', () => {
  const rule = weeklyHours({ mostHours: 40, overWeeks: 1 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'D D D D D - -'))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'D D D D D D -')))).toEqual([
    'works 48 h a week over 1 weeks to that of 2026-11-23, at most 40 h',
  ]);
});

test('averaged over two weeks a light week makes up for a heavy one, a lived one too', () => {
  const rule = weeklyHours({ mostHours: 40, overWeeks: 2 }, HARD);
  expect(rule.breaches(lived('2026-11-16', 'D D D D - - - | D D D D D D -'))).toEqual([]);
  const heavy = rule.breaches(lived('2026-11-16', 'D D D D D D - | D D D D D D -'));
  expect(heavy.map(({ by, unit }) => [by, unit])).toEqual([[8, 'hours']]);
});

test('a week that began before the plan is judged whole', () => {
  const rule = weeklyHours({ mostHours: 40, overWeeks: 1 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'D D D | D D D -')).map(({ day }) => day)).toEqual(['2026-11-26']);
});
