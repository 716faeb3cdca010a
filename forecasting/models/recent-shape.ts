import { addTimes } from './factor-basis.ts';
import { gridRow, makeGrid, type Grid } from './grid.ts';

/** Working days after which a deviation of the day's shape counts half. */
const HALF_LIFE_DAYS = 20;
/** Shapes of so many days are needed to be believed by half. */
const DOUBT_DAYS = 5;

/**
 * What the days' shapes have lately had in common that the factors do not say: a mean that forgets, drawn to none.
 * One row for each day, from the days before it, and a last one for the days to come.
 */
export function recentShapes(rests: Grid): Grid {
  const shapes = makeGrid({ rows: rests.rows + 1, columns: rests.columns }, () => 0);
  const kept = 0.5 ** (1 / HALF_LIFE_DAYS);
  const sum = new Float64Array(rests.columns);
  let weight = 0;
  for (let row = 0; row < rests.rows; row += 1) {
    for (let column = 0; column < sum.length; column += 1) sum[column] = (sum[column] ?? 0) * kept;
    addTimes(sum, gridRow(rests, row), 1);
    weight = weight * kept + 1;
    addTimes(gridRow(shapes, row + 1), sum, 1 / (weight + DOUBT_DAYS));
  }
  return shapes;
}
