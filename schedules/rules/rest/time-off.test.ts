import { localDay } from '#domain/local-day.ts';
import { expect, test } from 'vitest';
import { HARD } from '../base/rule.ts';
import { amy, lived, sentences } from '../testing/lived.ts';
import { timeOff } from './time-off.ts';

test('a shift on a granted day off names the day and why', () => {
  const off = { from: localDay('2026-11-24'), until: localDay('2026-11-25'), why: 'sickness' };
  const time = lived('2026-11-23', 'D D - D', { person: { ...amy, timeOff: [off] } });
  expect(sentences(timeOff({}, HARD).breaches(time))).toEqual(['works on 2026-11-24, off for sickness']);
});
