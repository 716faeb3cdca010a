import { expect, test } from 'vitest';
import { openSpans } from './opening.ts';

test('intervals that follow each other are one span; a break at noon makes two; none is closed', () => {
  expect(openSpans([16, 17, 18, 19], 30)).toEqual([{ from: 480, until: 600 }]);
  expect(openSpans([16, 17, 26, 27], 30)).toEqual([
    { from: 480, until: 540 },
    { from: 780, until: 840 },
  ]);
  expect(openSpans([0, 95], 15)).toEqual([
    { from: 0, until: 15 },
    { from: 1425, until: 1440 },
  ]);
  expect(openSpans([], 30)).toEqual([]);
});
