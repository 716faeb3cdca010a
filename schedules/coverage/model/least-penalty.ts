import type { CoverageProblem } from './coverage-problem.ts';

/** An hour below the least presence costs as much as this many of the dearest hours below the requirement. */
const LEAST_WEIGHT = 100;

/** What one person-interval below the least presence costs. */
export function leastPenalty({ queues, intervalMinutes }: CoverageProblem): number {
  let dearest = 1;
  for (const { underCost } of queues) for (const cost of underCost) dearest = Math.max(dearest, cost);
  return (dearest * LEAST_WEIGHT * intervalMinutes) / 60;
}
