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

test('a night that reaches into the day off is a shift on it, and one that ends at its midnight is not', () => {
  const off = { from: localDay('2026-11-25'), until: localDay('2026-11-25'), why: 'leave' };
  const person = { ...amy, timeOff: [off] };
  expect(sentences(timeOff({}, HARD).breaches(lived('2026-11-23', 'N N - N', { person })))).toEqual([
    'works on 2026-11-25 in the shift of 2026-11-24, off for leave',
  ]);
  expect(timeOff({}, HARD).breaches(lived('2026-11-24', 'E -', { person }))).toEqual([]);
});

test('an absence that is told late spares the night that was begun before it', () => {
  const off = {
    from: localDay('2026-11-25'),
    until: localDay('2026-11-25'),
    why: 'sickness',
    sparesNightBefore: true as const,
  };
  const person = { ...amy, timeOff: [off] };
  expect(sentences(timeOff({}, HARD).breaches(lived('2026-11-24', 'N N', { person })))).toEqual([
    'works on 2026-11-25, off for sickness',
  ]);
});
