import { expect, test } from 'vitest';
import { restBetweenShifts } from './rest-between-shifts.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

const rule = restBetweenShifts({ leastHours: 11 }, HARD);

test('a late shift is not followed by an early one', () => {
  expect(sentences(rule.breaches(lived('2026-11-23', 'L E')))).toEqual([
    'rests 7 h before the shift of 2026-11-24, at least 11 h',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'L D'))).toMatchObject([{ by: 1 }]);
  expect(rule.breaches(lived('2026-11-23', 'L - E'))).toEqual([]);
});

test('the shift before the plan counts, and shifts that were lived are not judged', () => {
  expect(rule.breaches(lived('2026-11-23', 'L | E'))).toHaveLength(1);
  expect(rule.breaches(lived('2026-11-23', 'L E | -'))).toEqual([]);
});

test('the night on which an hour is lost is an hour shorter', () => {
  const ten = restBetweenShifts({ leastHours: 10 }, HARD);
  expect(ten.breaches(lived('2026-03-27', 'L D', { zone: 'Europe/Berlin' }))).toEqual([]);
  expect(ten.breaches(lived('2026-03-28', 'L D', { zone: 'Europe/Berlin' }))).toMatchObject([{ by: 1 }]);
});
