import { expect, test } from 'vitest';
import { firstShapes, learn, pickShape } from './neighbourhoods.ts';

test('a shape that betters the plan in little time is picked more often than one that does not', () => {
  const shapes = firstShapes(30, 28);
  const [days, people] = shapes;
  for (let turn = 0; turn < 20; turn += 1)
    learn(shapes, people ?? days, { seconds: 0.6, isBetter: true, isSettled: false });
  for (let turn = 0; turn < 20; turn += 1)
    learn(shapes, days, { seconds: 0.6, isBetter: false, isSettled: false });
  const picks = Array.from({ length: 100 }, (_, at) => pickShape(shapes, at / 100).kind);
  const often = (kind: string): number => picks.filter((pick) => pick === kind).length;
  expect(often('people')).toBeGreaterThan(2 * often('days'));
  expect(often('days')).toBeGreaterThan(0);
});

test('a shape grows while it is quick, as far as there is anything to open, and shrinks when it is slow', () => {
  const shapes = firstShapes(9, 28);
  const [, people] = shapes;
  if (people === undefined) return;
  for (let turn = 0; turn < 30; turn += 1)
    learn(shapes, people, { seconds: 0.1, isBetter: false, isSettled: false });
  expect(people.size).toBe(9);
  for (let turn = 0; turn < 30; turn += 1)
    learn(shapes, people, { seconds: 5, isBetter: false, isSettled: false });
  expect(people.size).toBe(2);
});

test('a shape whose parts are proved to hold nothing better grows faster than one whose parts are not', () => {
  const [days, people] = firstShapes(30, 28);
  if (people === undefined) return;
  learn([days, people], people, { seconds: 0.3, isBetter: false, isSettled: false });
  const unsettled = people.size;
  people.size = 5;
  learn([days, people], people, { seconds: 0.3, isBetter: false, isSettled: true });
  expect(people.size).toBeGreaterThan(unsettled);
});
