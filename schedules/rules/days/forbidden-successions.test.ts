import { expect, test } from 'vitest';
import { forbiddenSuccessions } from './forbidden-successions.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('an early shift on the day after a late one is named; a day between makes it good', () => {
  const rule = forbiddenSuccessions({ pairs: [['L', 'E']] }, HARD);
  expect(sentences(rule.breaches(lived('2026-11-23', 'L E L D')))).toEqual([
    'L is followed by E on 2026-11-24',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'L - E'))).toEqual([]);
});
