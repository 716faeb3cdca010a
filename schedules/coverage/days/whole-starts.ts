import type { Chance } from '../../chance.ts';
import type { LinearModel, LinearSolver } from '../../solver/linear-solver.ts';
import type { DayModel } from './day-model.ts';
import { diveStarts, type Solved } from './dive-starts.ts';
import { refineStarts } from './refine-starts.ts';

export type StartsQuestion = {
  /** Values of all columns to begin from, with their cost; absent: those that a dive from the fractions comes to. */
  readonly from: Pick<Solved, 'values' | 'cost'> | undefined;
  /** A plan that costs less than this more than its bound is good enough: a share of it, and a sum. */
  readonly gap: number;
  readonly absoluteGap: number;
  readonly chance: Chance;
  readonly isOver: () => boolean;
};

export type WholeStarts = {
  /** Breaks are in fractions. */
  readonly values: Float64Array | undefined;
  /** No whole numbers are cheaper. */
  readonly bound: number;
  readonly isExhausted: boolean;
};

const LINEAR_SECONDS = 60;
/** Half a step of the cost: with breaks in fractions it may lie between two. */
const STEP_PART = 0.5;

/**
 * Starts in whole numbers, breaks in fractions as long as they are looked for: a quarter of the whole numbers, and nearly all of what they cost,
 * as breaks of given starts come out whole almost by themselves. The first ones lie on a dive down from the fractions; then part after
 * part is opened again.
 */
export function wholeStarts(solver: LinearSolver, drawn: DayModel, question: StartsQuestion): WholeStarts {
  const model = solver.open(drawn.program);
  try {
    return searchStarts(model, drawn, question);
  } finally {
    model.close();
  }
}

function searchStarts(
  model: LinearModel,
  drawn: DayModel,
  { from, gap, absoluteGap, chance, isOver }: StartsQuestion,
): WholeStarts {
  const relaxed = model.solve({ seconds: LINEAR_SECONDS, method: 'interior-point' });
  if (relaxed.kind !== 'optimal') return { values: from?.values, bound: -Infinity, isExhausted: false };
  const bound = relaxed.cost;
  const near = Math.max(gap * Math.abs(bound), absoluteGap);
  const enough = bound + near;
  const columns = drawn.duties.flatMap(({ starts }) => starts);
  const first = from ?? diveStarts(model, { columns, relaxed, isOver });
  if (first === undefined) return { values: undefined, bound, isExhausted: false };
  const step = STEP_PART * near;
  const best = refineStarts(model, drawn, { from: first, step, enough, chance, isOver });
  return { values: best.values, bound, isExhausted: best.cost <= enough };
}
