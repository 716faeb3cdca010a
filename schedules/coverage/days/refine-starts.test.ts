import { beforeAll, expect, test } from 'vitest';
import { chanceOf } from '../../chance.ts';
import { highsSolver } from '../../solver/highs/highs-solver.ts';
import type { LinearSolver } from '../../solver/linear-solver.ts';
import { boundWeek } from '../bound/bound-week.ts';
import { bankWeek } from '../testing/bank-week.ts';
import { dayModel } from './day-model.ts';
import { refineStarts } from './refine-starts.ts';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

test('starts that a dive came to poorly become better part by part, whole all the way, and never go below the bound', () => {
  const problem = bankWeek({
    people: 60,
    seed: 2,
    startStep: 8,
    queueShares: [0.6, 0.4],
    skillSets: [
      { queues: [0], share: 0.5 },
      { queues: [0, 1], share: 0.5 },
    ],
  });
  const week = boundWeek(solver, problem);
  if (week === undefined) throw new Error('expected a bound');
  const groups = [...problem.groups.keys()];
  const question = { problem, groups, whole: groups, days: [1], counts: week.counts, held: [] };
  const drawn = dayModel(question);
  const model = solver.open(drawn.program);
  const relaxed = model.solve({ seconds: 10 });
  if (relaxed.kind !== 'optimal') throw new Error(`expected an optimum, got ${relaxed.kind}`);
  const columns = drawn.duties.flatMap(({ starts }) => starts);
  // Rounded down at first, so that there is something to find.
  for (const column of columns) {
    const value = Math.floor((relaxed.values[column] ?? 0) + 1e-6);
    model.setColumnBounds(column, value, value);
  }
  const held = model.solve({ seconds: 10 });
  if (held.kind !== 'optimal') throw new Error('expected whole starts');
  let looks = 0;
  const refined = refineStarts(model, drawn, {
    from: held,
    step: 0,
    enough: relaxed.cost,
    chance: chanceOf(1),
    isOver: () => (looks += 1) > 400,
  });
  model.close();
  expect(refined.cost).toBeLessThan(held.cost);
  expect(refined.cost).toBeGreaterThanOrEqual(relaxed.cost - 1e-6);
  for (const column of columns) {
    const value = refined.values[column] ?? Number.NaN;
    expect(value).toBeCloseTo(Math.round(value), 6);
  }
});
