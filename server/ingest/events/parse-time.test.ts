import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EARLIEST_MS, LATEST_MS, TIME_PATTERN, explainTime, parseTime } from './parse-time.ts';

describe('a time', () => {
  test.each([
    ['2026-11-22T09:00:00+08:00', '2026-11-22T01:00:00.000Z'],
    ['2026-11-22T09:00:00.5-03:30', '2026-11-22T12:30:00.500Z'],
    ['2026-11-22T09:00:00.123456789Z', '2026-11-22T09:00:00.123Z'],
    ['2026-11-22T09:00Z', '2026-11-22T09:00:00.000Z'],
    ['2026-11-22T09:00:00+0800', '2026-11-22T01:00:00.000Z'],
    ['2026-11-22T09:00:00+08', '2026-11-22T01:00:00.000Z'],
    ['2026-11-22T09:00-03', '2026-11-22T12:00:00.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['1990-01-01T00:00:00Z', '1990-01-01T00:00:00.000Z'],
    ['2100-12-31T23:59:59.999Z', '2100-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, instant) => {
    expect(parseTime(text)).toBe(Date.parse(instant));
    expect(text).toMatch(new RegExp(TIME_PATTERN));
  });

  test.each([
    '2026-11-22T09:00:00',
    '2026-11-22',
    '2026-11-22 09:00:00Z',
    '2026-02-30T09:00:00Z',
    '2023-02-29T09:00:00Z',
    '2100-02-29T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-00-01T09:00:00Z',
    '2026-01-00T09:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T09:60:00Z',
    '2026-11-22T09:00:60Z',
    '2026-11-22T09:00:00.Z',
    '2026-11-22T09:00:00.1234567890Z',
    '2026-11-22T09:00:00+08:0',
    '2026-11-22T09:00:00+08:',
    '2026-11-22T09:00:00+8',
    '2026-11-22T09:00:00+080',
    '2026-11-22T09:00:00+24',
    '2026-11-22T09:00:00+24:00',
    '2026-11-22T09:00:00+08:60',
    '2026-11-22T09:00:00Z ',
    ' 2026-11-22T09:00:00Z',
    '1989-12-31T23:59:59Z',
    '2101-01-01T00:00:00Z',
    '1700000000000',
    '',
  ])('"%s" is refused', (text) => expect(parseTime(text)).toBeUndefined());

  test.each([
    NaN,
    Infinity,
    -Infinity,
    0,
    -1,
    1_700_000_000,
    LATEST_MS,
    EARLIEST_MS - 1,
    null,
    undefined,
    {},
    [],
    true,
  ])('%s is refused', (value) => expect(parseTime(value)).toBeUndefined());

  test('epoch milliseconds are taken as they are, a fraction of one is cut off', () => {
    expect(parseTime(1_700_000_000_000)).toBe(1_700_000_000_000);
    expect(parseTime(1_700_000_000_000.9)).toBe(1_700_000_000_000);
  });

  test('seconds are recognised, and a missing offset', () => {
    expect(explainTime(1_700_000_000)).toContain(
      'looks like seconds, times 1000 it is 2023-11-14T22:13:20.000Z',
    );
    expect(explainTime('2026-11-22T09:00:00')).toContain('an offset at its end');
    expect(explainTime('yesterday')).toContain('ISO 8601 with an offset');
  });

  test('written in any offset it is the same instant', () => {
    const instants = fc.integer({ min: EARLIEST_MS + 86_400_000, max: LATEST_MS - 86_400_001 });
    const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(instants, offsets, (at, offset) => {
        expect(parseTime(written(at, offset))).toBe(at);
      }),
    );
  });

  test('whatever the text, it is refused or read as Date.parse reads it', () => {
    const digit = fc.constantFrom('0', '1', '2', '3', '9', ':', '-', 'T', 'Z', '+', '.');
    const nearTimes = fc
      .tuple(fc.constantFrom('2026-11-22T09:00:00Z', '2024-02-29T23:59:59.25+05:30'), fc.nat(30), digit)
      .map(([text, at, by]) => text.slice(0, at) + by + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(nearTimes, fc.string()), (text) => {
        const at = parseTime(text);
        // An offset of whole hours is ISO 8601, but not the part of it that Date.parse knows.
        const known = /[+-]\d\d$/.test(text) && !/[+-]\d\d:?\d\d$/.test(text) ? `${text}:00` : text;
        if (at !== undefined) expect(at).toBe(Date.parse(known));
      }),
      { numRuns: 2_000 },
    );
  });
});

const two = (n: number): string => String(n).padStart(2, '0');

function written(at: number, offsetMinutes: number): string {
  const sign = offsetMinutes < 0 ? '-' : '+';
  const minutes = Math.abs(offsetMinutes);
  const local = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, -1);
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
