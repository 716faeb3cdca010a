import { expect, test } from 'vitest';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';
import { weeklyRest } from './weekly-rest.ts';

const rule = weeklyRest({ leastHours: 35 }, HARD);

test('seven days of work leave sixteen hours together', () => {
  expect(sentences(rule.breaches(lived('2026-11-23', 'D D D D D D D')))).toEqual([
    'rests 16 h at most in the week of 2026-11-23, at least 35 h',
  ]);
});

test('one day off between a day shift and a day shift is rest enough, between two nights it is too', () => {
  expect(rule.breaches(lived('2026-11-23', 'D D D - D D D'))).toEqual([]);
  expect(rule.breaches(lived('2026-11-23', 'N N N - N N N'))).toEqual([]);
});

test('a week that the plan does not hold whole is not judged', () => {
  expect(rule.breaches(lived('2026-11-23', 'D | D D D D D D'))).toEqual([]);
});
