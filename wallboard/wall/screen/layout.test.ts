import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsFor } from '../tiles/columns.ts';
import { layoutFor, letterPx, type Screen } from './layout.ts';

const tv = { widthPx: 1920, heightPx: 1080, inches: 55 };
/** The height of a capital of Inter, in em. */
const CAPITAL_EMS = 0.727;

test('letters have the height of the table of viewing distances: 74 px for 16′ and 101 px for 22′ at 10 m on 55 inches', () => {
  expect(letterPx({ ...tv, distanceM: 10 }, 16) * CAPITAL_EMS).toBeCloseTo(73.4, 0);
  expect(letterPx({ ...tv, distanceM: 10 }, 22) * CAPITAL_EMS).toBeCloseTo(101, 0);
});

function tilesAndRows(distanceM: number): [number, number] {
  const { rows, tileRows } = layoutFor({ ...tv, distanceM }, 14);
  return [tileRows.flat().length, rows];
}

test('rows go first, then tiles: six tiles and six rows at 5 m, three and three at 10 m', () => {
  expect([3, 5, 6, 10, 15].map(tilesAndRows)).toEqual([
    [6, 10],
    [6, 6],
    [6, 3],
    [3, 3],
    [2, 0],
  ]);
});

const screens: fc.Arbitrary<Screen> = fc.record({
  widthPx: fc.constantFrom(1280, 1920, 3840),
  inches: fc.integer({ min: 32, max: 98 }),
  distanceM: fc.double({ min: 0.5, max: 12, noNaN: true }),
  heightPx: fc.constant(0),
});

test('on any screen the type is above its limits and the parts fit the height and the width', () => {
  fc.assert(
    fc.property(screens, fc.nat({ max: 60 }), (drawn, queues) => {
      const screen = { ...drawn, heightPx: (drawn.widthPx * 9) / 16 };
      const layout = layoutFor(screen, queues);
      expect(layout.labelPx).toBeGreaterThanOrEqual(letterPx(screen, 16));
      expect(layout.figurePx).toBeGreaterThanOrEqual(letterPx(screen, 22));
      const { space, tileRows, tileEms, rows, rowEms } = layout;
      const gaps = (tileRows.length + 2) * space.gap;
      const height =
        space.strip + space.header + space.alert + gaps + tileRows.length * tileEms + rows * rowEms;
      expect(height * layout.labelPx).toBeLessThanOrEqual(screen.heightPx + 0.01);
      const width = columnsFor(layout).columns.reduce((sum, { ems }) => sum + ems, 2 * space.margin);
      expect(width).toBeCloseTo(layout.acrossEms, 6);
    }),
  );
});
