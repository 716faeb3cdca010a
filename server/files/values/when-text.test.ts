import { expect, test } from 'vitest';
import { dayInOrder } from './date-text.ts';
import { readWhen } from './when-text.ts';

const day = (text: string): number => Date.parse(`${text}T00:00Z`) / 86_400_000;

test.each([
  ['2026-03-04T09:00', '2026-03-04', 540],
  ['2026-03-04 09:00:00.000', '2026-03-04', 540],
  ['2026/3/4 8:00', '2026-03-04', 480],
  ['04.03.2026 08:00', '2026-03-04', 480],
  ['4. 3. 2026', '2026-03-04', undefined],
  ['04.03.26 8.30 Uhr', '2026-03-04', 510],
  ['2026年3月4日 8点半', '2026-03-04', 510],
  ['２０２６年３月４日　８：３０', '2026-03-04', 510],
  ['2026年3月4日 下午2:30', '2026-03-04', 870],
  ['20260304', '2026-03-04', undefined],
  ['20260304 08:30', '2026-03-04', 510],
  ['20260304 0830', '2026-03-04', 510],
  ['202603040830', '2026-03-04', 510],
  ['20260304083000', '2026-03-04', 510],
  ["'2026-03-04", '2026-03-04', undefined],
  ['2026 03 04', '2026-03-04', undefined],
  ['4/Mar/2026', '2026-03-04', undefined],
  ['Mo 02.03.2026', '2026-03-02', undefined],
  ['Monday, March 2, 2026 8:00 PM', '2026-03-02', 1200],
  ['4-Mar-26 7 am', '2026-03-04', 420],
  ['3. März 2026', '2026-03-03', undefined],
  ['2026-03-04 (周三)', '2026-03-04', undefined],
  ['8:00 AM', undefined, 480],
  ['12:00 AM', undefined, 0],
  ['12:15 p.m.', undefined, 735],
  ['上午8:30', undefined, 510],
  ['8时30分', undefined, 510],
])('%s is %s and minute %s', (text, date, minute) => {
  const read = readWhen(text);
  expect(read?.date).toEqual(date === undefined ? undefined : { kind: 'day', dayNumber: day(date) });
  expect(read?.from?.minute).toBe(minute);
});

test.each([
  ['08:00-08:30', 480, 510],
  ['08:00 – 08:30', 480, 510],
  ['８：００～８：３０', 480, 510],
  ['8:00 AM - 8:30 AM', 480, 510],
  ['08:00 bis 08:30', 480, 510],
  ['0800-0830', 480, 510],
  ['23:30至24:00', 1410, 1440],
  ['2026-03-04 09:00 - 2026-03-04 09:30', 540, 570],
  ['2026-03-04 08:00-08:30', 480, 510],
])('%s is a span', (text, from, until) => {
  const read = readWhen(text);
  expect([read?.from?.minute, read?.until?.minute, read?.offsetMinutes]).toEqual([from, until, undefined]);
});

test.each([
  ['2026-03-04T09:00:00Z', 0],
  ['2026-03-04T09:00:00+08:00', 480],
  ['2026-03-04T09:00-08:30', -510],
  ['2026-03-04 09:00-05:00', -300],
  ['2026-03-04 09:00:00 +0800 CST', 480],
])('%s has an offset', (text, offset) => {
  expect(readWhen(text)).toMatchObject({ from: { minute: 540 }, offsetMinutes: offset });
});

test('numbers that could be day and month are left open, and what they cannot be is left out', () => {
  const open = readWhen('03/04/2026')?.date;
  expect(open).toMatchObject({ kind: 'numbers', orders: ['dmy', 'mdy'] });
  expect(open && dayInOrder(open, 'dmy')).toBe(day('2026-04-03'));
  expect(open && dayInOrder(open, 'mdy')).toBe(day('2026-03-04'));
  expect(readWhen('13/04/2026')?.date).toMatchObject({ orders: ['dmy'] });
  expect(readWhen('04/13/2026')?.date).toMatchObject({ orders: ['mdy'] });
  expect(readWhen('26/03/04')?.date).toMatchObject({ orders: ['ymd', 'dmy'] });
  expect(readWhen('3月4日')?.date).toEqual({ kind: 'no-year' });
});

test.each([
  '合计',
  'bank',
  '4',
  '0800',
  '2026-02-30',
  '202602300830',
  '0860-0930',
  '99:00',
  '8:75',
  'Total 5',
  '2026-03-04 and more',
  '',
])('%s says no time', (text) => {
  expect(readWhen(text)).toBeUndefined();
});
