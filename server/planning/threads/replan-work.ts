import type { EpochMs } from '#domain/time.ts';
import type { Absence, Replanned, ReplanProgress } from '../../../schedules/plan/replan/replan-absences.ts';
import { inThread, type ThreadOptions } from './in-thread.ts';

/** A roster as it is written: a zone has functions, which no thread can be given. */
export type ReplanWork = {
  readonly roster: object;
  readonly absences: readonly Absence[];
  /** When the new roster is to be there. */
  readonly until: EpochMs;
};

/** Plans on from a roster in a thread of its own. */
export const replanInThread = (
  work: ReplanWork,
  options: ThreadOptions<ReplanProgress>,
): Promise<Replanned> =>
  inThread<ReplanProgress, Replanned>(new URL('./replan-worker.ts', import.meta.url), work, options);
