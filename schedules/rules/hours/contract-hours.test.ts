import { expect, test } from 'vitest';
import { contractHours } from './contract-hours.ts';
import { HARD } from '../base/rule.ts';
import { lived, sentences } from '../testing/lived.ts';

test('a contract of 30 to 40 hours is neither left short nor overrun', () => {
  const rule = contractHours({ toleranceHours: 0 }, HARD);
  expect(rule.breaches(lived('2026-11-23', 'D D D D D - -'))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'D D D - - - -')))).toEqual([
    'works 24 h in the plan, by contract 30 to 40 h',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'D D D D D D -')).map(({ by }) => by)).toEqual([8]);
  expect(contractHours({ toleranceHours: 6 }, HARD).breaches(lived('2026-11-23', 'D D D - - - -'))).toEqual(
    [],
  );
});
