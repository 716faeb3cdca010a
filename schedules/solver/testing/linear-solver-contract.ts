import { describe, expect, test } from 'vitest';
import { draftProgram, packColumns } from '../linear-program.ts';
import type { LinearModel, LinearSolver } from '../linear-solver.ts';

/** What every solver behind the port keeps to. */
export function linearSolverContract(name: string, load: () => Promise<LinearSolver>): void {
  describe(`${name}, as a linear solver,`, () => {
    test('finds the best vertex and what one more unit of each row costs', async () => {
      const solution = workshop(await load()).solve(LIMITS);
      expect(solution).toMatchObject({ kind: 'optimal' });
      if (solution.kind !== 'optimal') return;
      expect(solution.cost).toBeCloseTo(-1100);
      expect([...solution.values]).toEqual([expect.closeTo(20), expect.closeTo(10)]);
      expect([...solution.rowDuals]).toEqual([expect.closeTo(-70 / 3), expect.closeTo(-10 / 3)]);
    });

    test('gives the same cost by interior point, with and without crossover', async () => {
      const model = workshop(await load());
      for (const crossover of [true, false]) {
        const solution = model.solve({ ...LIMITS, method: 'interior-point', crossover });
        expect(solution).toMatchObject({ kind: 'optimal', cost: expect.closeTo(-1100, 3) });
      }
    });

    test('solves on after columns were added, made dearer, bounded and taken away', async () => {
      const model = workshop(await load());
      model.addColumns(packColumns([{ cost: -100, upper: 5, rows: [0], values: [1] }]));
      expect(model.solve(LIMITS)).toMatchObject({ cost: expect.closeTo(-1483.333, 2) });
      model.setColumnCost(2, 1);
      expect(model.solve(LIMITS)).toMatchObject({ cost: expect.closeTo(-1100) });
      model.setColumnBounds(0, 0, 1);
      model.setRowBounds(0, -Infinity, 11);
      expect(model.solve(LIMITS)).toMatchObject({ cost: expect.closeTo(-280) });
      model.removeColumns(Int32Array.of(1));
      expect(model.solve(LIMITS)).toMatchObject({ cost: expect.closeTo(-30) });
    });

    test('finds whole numbers, from a start that is given, and tells of each better one', async () => {
      const costs: number[] = [];
      const model = knapsack(await load());
      const onIncumbent = ({ cost }: { cost: number }): void => void costs.push(cost);
      const solution = model.solveInteger({ ...LIMITS, start: Float64Array.of(0, 0, 1), onIncumbent });
      expect(solution).toMatchObject({ kind: 'optimal', cost: -9, bound: expect.closeTo(-9) });
      expect(model.solve(LIMITS)).toMatchObject({ cost: expect.closeTo(-9.1) });
      expect(costs.every((cost) => cost >= -9 - 1e-9)).toBe(true);
    });

    test('says when nothing fits', async () => {
      const model = workshop(await load());
      model.setRowBounds(0, 1000, Infinity);
      expect(model.solve(LIMITS)).toEqual({ kind: 'infeasible' });
      expect(model.solveInteger(LIMITS)).toMatchObject({ kind: 'infeasible' });
    });

    test('stops when it is cancelled', async () => {
      const model = hardKnapsack(await load());
      const solution = model.solveInteger({ seconds: 60, isCancelled: () => true });
      expect(['unsolved', 'feasible']).toContain(solution.kind);
    });
  });
}

const LIMITS = { seconds: 60 };

/** Thirty a chair and fifty a table, with so much carpentry and finishing to be had. */
function workshop(solver: LinearSolver): LinearModel {
  const draft = draftProgram();
  const [carpentry, finishing] = [draft.row(-Infinity, 40), draft.row(-Infinity, 50)];
  draft.column({ cost: -30, rows: [carpentry, finishing], values: [1, 2] });
  draft.column({ cost: -50, rows: [carpentry, finishing], values: [2, 1] });
  return solver.open(draft.program());
}

function knapsack(solver: LinearSolver): LinearModel {
  const draft = draftProgram();
  const weight = draft.row(-Infinity, 5);
  for (const [value, units] of [
    [5, 2.5],
    [4, 2.4],
    [1, 1],
  ] as const)
    draft.column({ cost: -value, upper: 1, isInteger: true, rows: [weight], values: [units] });
  return solver.open(draft.program());
}

/** Forty rows over sixty columns that no bound settles at the root. */
function hardKnapsack(solver: LinearSolver): LinearModel {
  const draft = draftProgram();
  const rows = Array.from({ length: 40 }, (_, row) => draft.row(500 + row, Infinity));
  for (let column = 0; column < 60; column += 1) {
    const values = rows.map((row) => 1 + ((row * 37 + column * 61 + row * column * 13) % 97));
    draft.column({ cost: 1 + (column % 7), upper: 1, isInteger: true, rows, values });
  }
  return solver.open(draft.program());
}
