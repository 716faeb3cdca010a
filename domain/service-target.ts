import { SECOND_MS, type DurationMs } from './time.ts';

/** "80 % answered in 20 s, abandons under 5 s do not count." */
export type ServiceTarget = {
  readonly share: number;
  readonly withinMs: DurationMs;
  /** An abandon after a wait below this is short: shown apart, and outside the service level. 0: there are none. */
  readonly shortAbandonMs: DurationMs;
};

/** The target of a queue that the definitions do not name. */
export const USUAL_TARGET: ServiceTarget = {
  share: 0.8,
  withinMs: 20 * SECOND_MS,
  shortAbandonMs: 5 * SECOND_MS,
};
