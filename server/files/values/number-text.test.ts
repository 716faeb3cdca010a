import { describe, expect, test } from 'vitest';
import { readDuration } from './duration-text.ts';
import { readNumber, withSign } from './number-text.ts';

test.each([
  ['12', 12, undefined],
  ['-3', -3, undefined],
  ['1 234', 1234, undefined],
  ['１２', 12, undefined],
  ["'12", 12, undefined],
  ['12人次', 12, undefined],
  ['1’234,5', 1234.5, 'comma'],
  ['0,123', 0.123, 'comma'],
  ['12.50', 12.5, 'point'],
  ['1.234,5', 1234.5, 'comma'],
  ['1,234.5', 1234.5, 'point'],
  ['1,234,567', 1_234_567, 'point'],
])('%s is %d, and shows the sign of decimals: %s', (text, value, sign) => {
  expect(readNumber(text)).toEqual({ kind: 'number', value, ...(sign === undefined ? {} : { sign }) });
});

test('three digits behind a sign may be a thousand or a share: the other numbers tell', () => {
  const number = readNumber('1,234');
  expect(number?.kind).toBe('either');
  expect(number && withSign(number, 'comma')).toBe(1.234);
  expect(number && withSign(number, 'point')).toBe(1234);
});

test.each(['', '-', 'abc', '12%', '12元', '人', '1,2,3', '1.23.4', '1,23.4.5', '..'])(
  '%s is no number',
  (text) => {
    expect(readNumber(text)).toBeUndefined();
  },
);

describe('a length of time', () => {
  test.each([
    ['264', 264],
    ['264,5', 264.5],
    ['4:24', 264],
    ['0:04:24', 264],
    [':45', 45],
    ['90:00', 5400],
    ['4:24.5', 264.5],
    ['1.02:03:04', 93_784],
    ['4m 24s', 264],
    ['4 Min. 24 Sek.', undefined],
    ['4分24秒', 264],
    ['1小时2分3秒', 3723],
    ['PT4M24S', 264],
    ['4′24″', 264],
    [`4'24"`, 264],
    ['4:61', undefined],
    ['1:75:00', undefined],
    ['lang', undefined],
    ['', undefined],
  ])('%s is %s seconds', (text, seconds) => {
    expect(readDuration(text, { unit: 'seconds', decimal: 'comma' })).toBe(seconds);
  });

  test('a number alone counts what its column counts', () => {
    expect(readDuration('4,4', { unit: 'minutes', decimal: 'comma' })).toBeCloseTo(264);
    expect(readDuration('264000', { unit: 'milliseconds', decimal: 'point' })).toBe(264);
  });
});
