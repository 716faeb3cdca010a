import type { LinearSolver } from '../../solver/linear-solver.ts';

/** What planning takes from the outside world. */
export type PlanTools = {
  readonly solver: LinearSolver;
  /** Milliseconds, from any beginning. */
  readonly clock: () => number;
  readonly seconds: number;
  readonly seed: number;
  readonly onProgress?: (progress: PlanProgress) => void;
  readonly isCancelled?: () => boolean;
};

export type PlanProgress = {
  readonly stage: 'coverage' | 'names' | 'better';
  readonly seconds: number;
  readonly cost?: number;
  readonly bound?: number;
};
