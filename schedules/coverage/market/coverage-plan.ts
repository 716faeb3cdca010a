import type { PlacedShift } from './placed-shift.ts';

/** Shifts with every break in its place, and how good they are. */
export type CoveragePlan = {
  readonly kind: 'planned';
  readonly shifts: readonly PlacedShift[];
  readonly sessions: readonly PlacedSession[];
  /** What the plan costs by the weights of the problem, and what no plan costs less than. */
  readonly cost: number;
  readonly bound: number;
};

/** A meeting or training that begins at an interval. */
export type PlacedSession = { readonly activity: number; readonly start: number };

export type CoverageRefusal = {
  /** Wrong input; or right input that no roster fits; or no time for even a rough plan. */
  readonly kind: 'refused' | 'infeasible' | 'unsolved';
  /** Sentences, each naming what is wrong and what was expected. */
  readonly reasons: readonly string[];
};

export type CoverageProgress = {
  readonly stage: 'bound' | 'tours' | 'days' | 'better';
  readonly bound?: number;
  /** Of a plan in whole numbers; absent while there is none. */
  readonly cost?: number;
};
