import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { highsSolver } from '../../solver/highs/highs-solver.ts';
import { packColumns } from '../../solver/linear-program.ts';
import type { LinearSolver } from '../../solver/linear-solver.ts';
import { diveStarts } from './dive-starts.ts';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

const WISHES = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 3, maxLength: 6 });

/** Columns that add up to a whole number, each charged for its distance from a wish. */
function program(wishes: readonly number[]) {
  const rows = wishes.length;
  const total = Math.round(wishes.reduce((sum, wish) => sum + wish / 10, 0));
  const column = { lower: 0, upper: 100, isInteger: false };
  return {
    ...packColumns([
      ...wishes.map((_, at) => ({ ...column, cost: 0, rows: [at, rows], values: [1, 1] })),
      ...wishes.map((_, at) => ({ ...column, cost: 1, rows: [at], values: [1] })),
      ...wishes.map((_, at) => ({ ...column, cost: 1, rows: [at], values: [-1] })),
    ]),
    rowLower: Float64Array.from([...wishes.map((wish) => wish / 10), total]),
    rowUpper: Float64Array.from([...wishes.map((wish) => wish / 10), total]),
  };
}

test('a dive ends in whole numbers that keep every row, no cheaper than the fractions', () => {
  fc.assert(
    fc.property(WISHES, (wishes) => {
      const drawn = program(wishes);
      const model = solver.open(drawn);
      const relaxed = model.solve({ seconds: 5 });
      if (relaxed.kind !== 'optimal') throw new Error(`expected an optimum, got ${relaxed.kind}`);
      const columns = [...wishes.keys()];
      const values =
        diveStarts(model, { columns, relaxed, isOver: () => false })?.values ?? new Float64Array(0);
      model.close();
      const whole = columns.map((place) => values[place] ?? Number.NaN);
      for (const value of whole) expect(value).toBeCloseTo(Math.round(value), 6);
      expect(whole.reduce((sum, value) => sum + value, 0)).toBeCloseTo(drawn.rowLower.at(-1) ?? 0, 6);
      const cost = values.reduce((sum, value, place) => sum + value * (drawn.cost[place] ?? 0), 0);
      expect(cost).toBeGreaterThanOrEqual(relaxed.cost - 1e-6);
    }),
    { numRuns: 15, seed: 2 },
  );
});
