import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { timeZone } from '#domain/time-zone.ts';
import { readBeginning } from './read-beginning.ts';

const SHANGHAI = timeZone('Asia/Shanghai');
const at = (text: string) => epochMs(Date.parse(text));
const NOW = at('2026-03-04T09:30:00+08:00');

test.each([
  ['a time of day that has been today', '08:00', '2026-03-04T08:00:00+08:00'],
  ['one that is to come today is yesterday’s', '20:15', '2026-03-03T20:15:00+08:00'],
  ['this very minute', '09:30', '2026-03-04T09:30:00+08:00'],
  ['a time of a day, there', '2026-03-02T10:00', '2026-03-02T10:00:00+08:00'],
  ['a time with an offset', '2026-03-02T10:00Z', '2026-03-02T18:00:00+08:00'],
])('%s', (_, text, expected) => {
  expect(readBeginning(text, SHANGHAI, NOW)).toBe(at(expected));
});

test('a time of day that the clocks skipped is an hour later', () => {
  const now = at('2026-03-29T12:00:00+02:00');
  expect(readBeginning('02:30', timeZone('Europe/Berlin'), now)).toBe(at('2026-03-29T03:30:00+02:00'));
});

test.each([
  ['tomorrow', /--at must be a time such as 10:00 or 2026-03-02T10:00, got tomorrow/],
  ['25:00', /--at must be a time such as .* got 25:00/],
  ['2026-03-05T10:00', /--at must not be after now, which is 2026-03-04T09:30 there, got 2026-03-05T10:00/],
])('%s is refused in words', (text, expected) => {
  expect(() => readBeginning(text, SHANGHAI, NOW)).toThrow(expected);
});
