import { expect, test } from 'vitest';
import { availability } from './availability.ts';
import { HARD } from '../base/rule.ts';
import { amy, lived, sentences } from '../testing/lived.ts';

const rule = availability({}, HARD);

test('shifts lie within the hours that somebody named, and anywhere when none are named', () => {
  const mondays = { weekday: 0, fromMinute: 9 * 60, untilMinute: 17 * 60 };
  const person = { ...amy, available: [mondays] };
  expect(rule.breaches(lived('2026-11-23', 'D', { person }))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'E D', { person })))).toEqual([
    'cannot work at the hours of E on 2026-11-23',
    'cannot work at the hours of D on 2026-11-24',
  ]);
  expect(rule.breaches(lived('2026-11-23', 'E D'))).toEqual([]);
});

test('a window that passes midnight holds a night', () => {
  const night = { weekday: 0, fromMinute: 22 * 60, untilMinute: 32 * 60 };
  expect(rule.breaches(lived('2026-11-23', 'N', { person: { ...amy, available: [night] } }))).toEqual([]);
});

test('a night lies within two days that follow each other and are free all around the clock', () => {
  const allDay = [0, 1].map((weekday) => ({ weekday, fromMinute: 0, untilMinute: 1440 }));
  const person = { ...amy, available: allDay };
  expect(rule.breaches(lived('2026-11-23', 'N', { person }))).toEqual([]);
  expect(sentences(rule.breaches(lived('2026-11-23', 'N N', { person })))).toEqual([
    'cannot work at the hours of N on 2026-11-24',
  ]);
});
