import { expect, test } from 'vitest';
import { daysOffInARow } from './days-off-in-a-row.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('a single day off between two worked days is too few, one at the edge may go on', () => {
  const rule = daysOffInARow({ least: 2 }, HARD);
  expect(sentences(rule.breaches(lived('2026-11-23', 'D - D - - D -')))).toEqual([
    'has 1 day off from 2026-11-24, at least 2 together',
  ]);
  expect(rule.breaches(lived('2026-11-23', '- D D'))).toEqual([]);
  expect(rule.breaches(lived('2026-11-23', 'D - | D'))).toHaveLength(1);
});
