import { localDay } from '#domain/local-day.ts';
import { expect, test } from 'vitest';
import { contractHours } from './contract-hours.ts';
import { HARD } from '../base/rule.ts';
import { amy, lived, sentences } from '../testing/lived.ts';

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

test('days off take a fifth of a week each off the least, and nothing off the most', () => {
  const rule = contractHours({ toleranceHours: 0 }, HARD);
  const off = { from: localDay('2026-11-26'), until: localDay('2026-11-27'), why: 'sickness' };
  const person = { ...amy, timeOff: [off] };
  expect(rule.breaches(lived('2026-11-23', 'D D D - - - -', { person }))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'D D - - - - -', { person })))).toEqual([
    'works 16 h in the plan, by contract 18 to 40 h',
  ]);
  const away = { ...amy, timeOff: [{ ...off, from: localDay('2026-11-23') }] };
  expect(rule.breaches(lived('2026-11-23', '- - - - - - -', { person: away }))).toEqual([]);
});
