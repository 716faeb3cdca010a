import { expect, test } from 'vitest';
import { timeZone } from '../time-zone.ts';
import { readInstant } from './read-instant.ts';

const zone = timeZone('Asia/Jerusalem');

test.each([
  ['1999-01-03T07:00', '1999-01-03T05:00:00Z'],
  ['1999-01-03 07:00:30', '1999-01-03T05:00:30Z'],
  ['1999-01-03', '1999-01-02T22:00:00Z'],
  ['1999-07-03T07:00', '1999-07-03T04:00:00Z'],
  ['1999-01-03T07:00+08:00', '1999-01-02T23:00:00Z'],
  ['1999-01-03T07:00:00Z', '1999-01-03T07:00:00Z'],
])('%s is the instant %s', (text, instant) => {
  expect(readInstant(text, zone)).toBe(Date.parse(instant));
});

test.each([
  '',
  'now',
  '07:00',
  '1999-13-03',
  '1999-02-29T10:00',
  '1999-02-29T10:00Z',
  '1999-01-03T25:00',
  '1999-1-3',
])('%s is no time', (text) => {
  expect(readInstant(text, zone)).toBeUndefined();
});
