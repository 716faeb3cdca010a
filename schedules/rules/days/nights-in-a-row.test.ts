import { expect, test } from 'vitest';
import { nightsInARow } from './nights-in-a-row.ts';
import { HARD } from '../base/rule.ts';
import { lived } from '../testing/lived.ts';

test('a fourth night in a row is one too many; a late shift is no night', () => {
  const rule = nightsInARow({ most: 3 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'N N N L N'))).toEqual([]);
  expect(rule.breaches(lived('2026-11-23', 'N N | N N'))).toMatchObject([{ day: '2026-11-26', by: 1 }]);
});
