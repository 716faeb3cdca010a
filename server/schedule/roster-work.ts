import type { EpochMs } from '#domain/time.ts';
import type { RosterAnswer, RosterProgress } from '../../schedules/roster/solve-roster.ts';
import type { RosterProblem } from '../../schedules/roster/roster-problem.ts';

/** What the worker thread is started with. */
export type RosterWork = {
  readonly problem: RosterProblem;
  /** When the search ends; loading the solver counts. */
  readonly until: EpochMs;
  readonly seed: number;
  /** Its first number turns 1 when the work is cancelled: the thread is too busy to hear a message. */
  readonly cancelled: SharedArrayBuffer;
};

/** What it says. */
export type RosterWord =
  | { readonly kind: 'progress'; readonly progress: RosterProgress }
  | { readonly kind: 'answer'; readonly answer: RosterAnswer };
