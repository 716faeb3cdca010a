import { expect, test } from 'vitest';
import { shrinkageShare, type Shrinkage } from './shrinkage.ts';

const absence = { name: 'absence', share: 0.1 };
const training = { name: 'training', share: 0.05 };
const lunch = { name: 'lunch', share: 0.2, window: { from: 720, to: 780 } };

test('kinds multiply (breaks of those who came) or add (shares of the same paid time), as is said', () => {
  const kinds = [absence, training];
  expect(shrinkageShare({ kinds, combine: 'multiply' }, 600, 30)).toBeCloseTo(1 - 0.9 * 0.95, 12);
  expect(shrinkageShare({ kinds, combine: 'add' }, 600, 30)).toBeCloseTo(0.15, 12);
  expect(shrinkageShare({ kinds: [], combine: 'add' }, 600, 30)).toBe(0);
});

test('lunch counts where it falls, and by the part of an interval that it covers', () => {
  const shrinkage: Shrinkage = { kinds: [lunch], combine: 'multiply' };
  const share = (minute: number, minutes = 30): number => shrinkageShare(shrinkage, minute, minutes);
  expect([690, 720, 750, 780].map((minute) => share(minute))).toEqual(
    [0, 0.2, 0.2, 0].map((one) => expect.closeTo(one, 12)),
  );
  expect(share(765)).toBeCloseTo(0.1, 12);
  expect(share(720, 120)).toBeCloseTo(0.1, 12);
});

test('a window over midnight holds on both sides of it', () => {
  const night = { name: 'night rest', share: 0.3, window: { from: 1380, to: 60 } };
  const share = (minute: number): number => shrinkageShare({ kinds: [night], combine: 'add' }, minute, 30);
  expect([1350, 1380, 1410, 0, 30, 60].map(share)).toEqual([0, 0.3, 0.3, 0.3, 0.3, 0]);
});
