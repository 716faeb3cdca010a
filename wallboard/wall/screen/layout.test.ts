import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manyQueuesBoard } from '../../gallery/hard-boards.ts';
import { SAMPLE_AT } from '../../gallery/sample-boards.ts';
import { columnsFor } from '../tiles/columns.ts';
import { orderQueues, type Row } from '../view/queue-order.ts';
import { wordsOf } from '../words/wall-words-of.ts';
import { layoutFor, letterPx, type Screen } from './layout.ts';

const en = wordsOf('en');
const someRows = (queues: number): readonly Row[] =>
  orderQueues(manyQueuesBoard(queues), en, () => ({ state: 'live', at: SAMPLE_AT }));

const tv = { widthPx: 1920, heightPx: 1080, inches: 55 };
/** The height of a capital of Inter, in em. */
const CAPITAL_EMS = 0.727;

test('letters have the height of the table of viewing distances: 74 px for 16′ and 101 px for 22′ at 10 m on 55 inches', () => {
  expect(letterPx({ ...tv, distanceM: 10 }, 16) * CAPITAL_EMS).toBeCloseTo(73.4, 0);
  expect(letterPx({ ...tv, distanceM: 10 }, 22) * CAPITAL_EMS).toBeCloseTo(101, 0);
});

function tilesAndPlaces(distanceM: number): [number, number] {
  const { blocks, rows, tileRows } = layoutFor({ ...tv, distanceM }, { queues: 14, alertLines: 1 });
  return [tileRows.flat().length, rows * blocks];
}

test('places for queues go first, then tiles: six tiles and twelve places at 5 m, three and three at 10 m', () => {
  expect([3, 5, 6, 10, 15].map(tilesAndPlaces)).toEqual([
    [6, 14],
    [6, 12],
    [6, 3],
    [3, 3],
    [2, 0],
  ]);
});

test('a screen that is held has small type, all queues and tiles two by two, upright or not', () => {
  const hand = { inches: 6, distanceM: 5 };
  const content = { queues: 200, alertLines: 3 };
  const upright = layoutFor({ ...hand, widthPx: 390, heightPx: 844 }, content);
  expect(upright).toMatchObject({ shape: 'hand', labelPx: 15, blocks: 1 });
  expect(upright.rows).toBeGreaterThan(200);
  expect(upright.tileRows.map((row) => row.length)).toEqual([2, 2, 2]);
  expect(layoutFor({ ...hand, widthPx: 844, heightPx: 390 }, content).tileRows.flat()).toHaveLength(6);
});

const screens: fc.Arbitrary<Screen> = fc.record({
  widthPx: fc.constantFrom(1280, 1920, 3840),
  inches: fc.integer({ min: 32, max: 98 }),
  distanceM: fc.double({ min: 0.5, max: 12, noNaN: true }),
  heightPx: fc.constant(0),
});

test('on any screen the type is above its limits and the parts fit the height and the width', () => {
  fc.assert(
    fc.property(screens, fc.nat({ max: 60 }), fc.integer({ min: 1, max: 4 }), (drawn, queues, alertLines) => {
      const screen = { ...drawn, heightPx: (drawn.widthPx * 9) / 16 };
      const layout = layoutFor(screen, { queues, alertLines });
      expect(layout.labelPx).toBeGreaterThanOrEqual(letterPx(screen, 16));
      expect(layout.figurePx).toBeGreaterThanOrEqual(letterPx(screen, 22));
      const { alertEms, blocks, hasLine, space, tileRows, tileEms, rows, rowEms } = layout;
      const lines = hasLine ? 1.3 + space.gap : 0;
      const gaps = (tileRows.length + 2) * space.gap;
      const height =
        space.strip + space.header + alertEms + gaps + lines + tileRows.length * tileEms + rows * rowEms;
      expect(height * layout.labelPx).toBeLessThanOrEqual(screen.heightPx + 0.01);
      const table = columnsFor(layout, someRows(queues), en).columns.reduce((sum, { ems }) => sum + ems, 0);
      expect(blocks * table + (blocks + 1) * space.margin).toBeCloseTo(layout.acrossEms, 6);
    }),
  );
});
