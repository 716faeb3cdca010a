import { expect, test } from 'vitest';
import { daysInARow } from './days-in-a-row.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('seven days in a row are one too many, over the edge of the plan too', () => {
  const rule = daysInARow({ most: 6 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'D D D D D D - D'))).toEqual([]);
  const over = rule.breaches(lived('2026-11-23', 'D D D | D D D D'));
  expect(sentences(over)).toEqual(['works 7 days in a row from 2026-11-23, at most 6']);
  expect(over.map(({ day }) => day)).toEqual(['2026-11-29']);
});
