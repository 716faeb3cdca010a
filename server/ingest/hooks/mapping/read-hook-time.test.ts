import { expect, test } from 'vitest';
import { timeZone } from '#domain/time-zone.ts';
import type { TimeForm } from './hook-mapping.ts';
import { describeTime, readHookTime } from './read-hook-time.ts';

const shanghai = timeZone('Asia/Shanghai');
const NINE = Date.UTC(2026, 2, 4, 1);

test.each<[string, TimeForm, unknown, number, number | undefined]>([
  ['seconds', { unit: 's' }, 1_772_586_000, NINE, 1000],
  ['seconds as text', { unit: 's' }, '1772586000', NINE, 1000],
  ['seconds with a fraction', { unit: 's' }, 1_772_586_000.25, NINE + 250, undefined],
  ['milliseconds', { unit: 'ms' }, '1772586000120', NINE + 120, undefined],
  ['microseconds', { unit: 'us' }, 1_772_586_000_120_500, NINE + 120, undefined],
  ['ISO', { unit: 'iso' }, '2026-03-04T01:00:00.447Z', NINE + 447, undefined],
  ['ISO of whole seconds', { unit: 'iso' }, '2026-03-04T09:00:00+08:00', NINE, 1000],
  ['local', { unit: 'local', zone: shanghai }, '2026-03-04 09:00:00', NINE, 1000],
  ['local with slashes', { unit: 'local', zone: shanghai }, '2026/03/04 09:00:00', NINE, 1000],
  ['local of whole minutes', { unit: 'local', zone: shanghai }, '2026-03-04 09:00', NINE, 60_000],
  ['local that has an offset', { unit: 'local', zone: shanghai }, '2026-03-04 02:00:00 +0100', NINE, 1000],
  ['a word for the offset', { unit: 'local', zone: shanghai }, '2026-03-04 01:00:00 UTC', NINE, 1000],
  ['any: seconds', { unit: 'auto' }, 1_772_586_000, NINE, 1000],
  ['any: milliseconds', { unit: 'auto' }, '1772586000000', NINE, undefined],
  ['any: microseconds', { unit: 'auto' }, 1_772_586_000_000_000, NINE, undefined],
  ['any: text', { unit: 'auto', zone: shanghai }, '2026-03-04 09:00:00', NINE, 1000],
  ['a precision of the mapping', { unit: 'ms', precisionMs: 20 }, 1_772_586_000_000, NINE, 20],
])('%s', (_, form, value, at, precisionMs) => {
  expect(readHookTime(value, form)).toEqual(precisionMs === undefined ? { at } : { at, precisionMs });
});

test.each<[string, TimeForm, unknown]>([
  ['seconds where milliseconds are meant', { unit: 'ms' }, 1_772_586_000],
  ['milliseconds where seconds are meant', { unit: 's' }, 1_772_586_000_000],
  ['zero', { unit: 'auto' }, 0],
  ['a text without an offset and no zone', { unit: 'auto' }, '2026-03-04 09:00:00'],
  ['a text without an offset where it must have one', { unit: 'iso', zone: shanghai }, '2026-03-04T09:00:00'],
  ['30 February', { unit: 'local', zone: shanghai }, '2026-02-30 09:00:00'],
  ['25 o’clock', { unit: 'local', zone: shanghai }, '2026-03-04 25:00:00'],
  ['nothing', { unit: 'auto' }, undefined],
  ['an empty text', { unit: 's' }, ''],
  ['a list', { unit: 's' }, [1_772_586_000]],
  ['hexadecimal', { unit: 's' }, '0x69a7'],
])('is no time: %s', (_, form, value) => {
  expect(readHookTime(value, form)).toBeUndefined();
});

test('a form is described in words', () => {
  expect(describeTime({ unit: 's' })).toBe('seconds since 1970, in 1990 to 2100');
  expect(describeTime({ unit: 'local', zone: shanghai })).toBe(
    'a time such as 2026-11-22T09:00:00+08:00, or without its offset in Asia/Shanghai',
  );
});
