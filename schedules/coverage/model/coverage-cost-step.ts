import { greatestDivisor } from '../../greatest-divisor.ts';
import type { CoverageProblem } from './coverage-problem.ts';

/** Weights are told apart down to this. */
const FINEST = 1e-4;

/**
 * The step in which the cost of plans in whole people goes: two plans differ by a multiple of it, or not at all.
 * 0 where people carry parts of a load, or parts of people are required.
 */
export function coverageCostStep({ queues, groups, intervalMinutes }: CoverageProblem): number {
  const areWhole = queues.every(
    ({ required, least, alreadyThere }) => isWhole(required) && isWhole(least) && isWhole(alreadyThere),
  );
  const areFull = groups.every(({ skills }) =>
    skills.every(({ efficiency, mostShare }) => efficiency === 1 && mostShare === undefined),
  );
  if (!areWhole || !areFull) return 0;
  const costs = queues.flatMap(({ underCost, overCost }) => [...underCost, ...overCost]);
  return (commonStep(new Set(costs)) * intervalMinutes) / 60;
}

/** The greatest figure of which all of these are multiples; 0 of none. */
export function commonStep(figures: ReadonlySet<number>): number {
  let step = 0;
  for (const figure of figures) step = greatestDivisor(step, Math.round(Math.abs(figure) / FINEST));
  return step * FINEST;
}

function isWhole(list: readonly number[] | undefined): boolean {
  return list?.every(Number.isInteger) ?? true;
}
