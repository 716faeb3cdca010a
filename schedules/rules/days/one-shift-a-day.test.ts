import { expect, test } from 'vitest';
import { oneShiftADay } from './one-shift-a-day.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('two shifts of one day, and a night that runs into the next shift, are named', () => {
  const rule = oneShiftADay({}, HARD);
  const day = lived('2026-11-23', 'E');
  const late = lived('2026-11-23', 'L');
  expect(sentences(rule.breaches({ ...day, worked: [...day.worked, ...late.worked] }))).toEqual([
    'E and L meet on 2026-11-23',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'N E'))).toHaveLength(1);
  expect(rule.breaches(lived('2026-11-23', 'N D'))).toEqual([]);
});
