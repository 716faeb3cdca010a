import { expect, test } from 'vitest';
import { dot, factorBasis } from './factor-basis.ts';
import { gridRow, makeGrid } from './grid.ts';

test('rows that are sums of two shapes are explained by two factors, of length one and at right angles', () => {
  const rows = makeGrid(
    { rows: 20, columns: 6 },
    (row, column) => (10 + row) * (column + 1) + (row % 3) * (column === 2 ? 9 : 0),
  );
  const basis = factorBasis(rows, 2);
  const [one, two] = [gridRow(basis, 0), gridRow(basis, 1)];
  expect(dot(one, one)).toBeCloseTo(1, 12);
  expect(dot(two, two)).toBeCloseTo(1, 12);
  expect(dot(one, two)).toBeCloseTo(0, 12);
  for (let row = 0; row < rows.rows; row += 1) {
    const line = gridRow(rows, row);
    const [a, b] = [dot(line, one), dot(line, two)];
    for (const [column, value] of line.entries())
      expect(a * (one[column] ?? 0) + b * (two[column] ?? 0)).toBeCloseTo(value, 6);
  }
});
