import { expect, test } from 'vitest';
import { restAfterNights } from './rest-after-nights.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('nights end with a rest; between two nights none is asked', () => {
  const rule = restAfterNights({ leastHours: 24 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'N N - D'))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'N N L')))).toEqual([
    'rests 8 h after the night of 2026-11-24, at least 24 h',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'N | - E'))).toMatchObject([{ day: '2026-11-25', by: 1 }]);
  expect(rule.breaches(lived('2026-11-23', 'N L | -'))).toEqual([]);
});
