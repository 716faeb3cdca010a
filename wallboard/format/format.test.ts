import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs } from '#domain/time.ts';
import { hourMinute, lostFor, minutesSeconds, timeOfDay } from './clock.ts';
import { bracketDigits, wholePercent } from './percent.ts';
import { firstFit, shorten, shortenApart, shortenMiddle, textEms } from './text-ems.ts';
import { nameOf, wordsOf } from '../wall/words/wall-words-of.ts';

test('a share that misses its target is never rounded up to it, nor a share below one to a hundred', () => {
  expect(wholePercent(0.796, 0.8)).toBe(79);
  expect(wholePercent(0.796)).toBe(80);
  expect(wholePercent(0.8, 0.8)).toBe(80);
  expect(wholePercent(0.999)).toBe(99);
  expect(wholePercent(1)).toBe(100);
  expect(wholePercent(0)).toBe(0);
});

test('the digits reach the target exactly when the share does', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
      (share, percent) => {
        expect(wholePercent(share, percent / 100) >= percent).toBe(
          share >= percent / 100 || share * 100 >= percent,
        );
      },
    ),
  );
});

test('a bracket is shown as one while it makes a visible difference', () => {
  expect(bracketDigits({ low: 0.78, high: 0.81 })).toBe('78–81');
  expect(bracketDigits({ low: 0.7801, high: 0.7803 })).toBe('78');
});

test('durations count minutes and seconds, and hours when there are any', () => {
  expect([0, 42_999, 725_000, 3_729_000, -5].map(minutesSeconds)).toEqual([
    '0:00',
    '0:42',
    '12:05',
    '1:02:09',
    '0:00',
  ]);
  expect(lostFor(42_000)).toBe('00:42');
});

test('the time of day is that of the centre, on both sides of midnight', () => {
  const at = epochMs(Date.UTC(2026, 4, 12, 16, 5, 9));
  expect(timeOfDay(at, 'Asia/Shanghai')).toBe('00:05:09');
  expect(hourMinute(at, 'Europe/London')).toBe('17:05');
});

test('a text is cut to its place with an ellipsis, and the first wording that fits is taken', () => {
  expect(shorten('Repairs', 5)).toBe('Repairs');
  expect(shorten('华南地区宽带故障报修', 5.2)).toBe('华南地区…');
  expect(shorten('Repairs', 0.5)).toBe('');
  expect(firstFit(['Service level today', 'Today'], 5)).toBe('Today');
});

test('a cut text is never wider than its place', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.double({ min: 0, max: 30, noNaN: true }), (text, ems) => {
      expect(textEms(shorten(text, ems))).toBeLessThanOrEqual(ems);
    }),
  );
});

test('a name falls back to the other language, then to the id', () => {
  const zh = wordsOf('zh');
  expect(
    [{ zh: '报修', en: 'Repairs' }, { en: 'Repairs' }, {}].map((name) => nameOf(name, zh, 'q1')),
  ).toEqual(['报修', 'Repairs', 'q1']);
});

test('a long name keeps its start and its end, words whole where they are near', () => {
  expect(shortenMiddle('Skill group 140', 7)).toBe('Skill gr…140');
  expect(shortenMiddle('Tibetan, Amdo', 6.5)).toBe('Tibe…Amdo');
  expect(shortenMiddle('华南地区宽带故障报修（粤语）', 8.2)).toBe('华南地区…粤语）');
  expect(shortenMiddle('Repairs', 5)).toBe('Repairs');
});

const base = '华南地区宽带故障报修及投诉受理专用超长名称队列';

test('names that differ anywhere are shortened apart, and none is wider than its place', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: base.length }), { minLength: 2, maxLength: 6 }),
      fc.constantFrom('甲', '乙', '丙'),
      fc.double({ min: 8, max: 16, noNaN: true }),
      (places, letter, ems) => {
        const names = places.map((at) => `${base.slice(0, at)}${letter}${base.slice(at)}`);
        const short = shortenApart(names, ems);
        expect(new Set(short).size).toBe(new Set(names).size);
        for (const one of short) expect(textEms(one)).toBeLessThanOrEqual(ems);
      },
    ),
  );
});
