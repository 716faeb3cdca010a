import type { EpochMs } from '#domain/time.ts';
import type { PlanProgress } from '../../../schedules/plan/model/plan-tools.ts';
import type { ShiftPlanAnswer } from '../../../schedules/plan/plan-shifts.ts';
import type { Beside } from '../document/read-problem.ts';
import { openBoundCell, type BoundCell } from './bound-cell.ts';
import { inThread, type ThreadOptions } from './in-thread.ts';

/** A problem as it is written: a zone has functions, which no thread can be given. */
export type PlanWork = {
  readonly document: unknown;
  readonly beside: Beside;
  /** When the roster is to be there: reading and starting threads take time of it too. */
  readonly until: EpochMs;
  readonly seed: number;
};

/** What the threads of a plan are started with. */
export type SharedPlanWork = PlanWork & { readonly bound: BoundCell };

/**
 * Plans shifts in a thread of its own, and works out in another what no roster costs less than. A bound that is not there when the roster is, is not
 * waited for; one that cannot be worked out is told as a warning, since the roster holds without it.
 */
export async function planInThread(
  work: PlanWork,
  options: ThreadOptions<PlanProgress>,
): Promise<ShiftPlanAnswer> {
  const shared: SharedPlanWork = { ...work, bound: openBoundCell() };
  const dismissal = new AbortController();
  const beside = new URL('./bound-worker.ts', import.meta.url);
  const bounding = inThread<never, 'done'>(beside, shared, { dismissal: dismissal.signal });
  bounding.catch((cause: unknown) => {
    if (!dismissal.signal.aborted) process.emitWarning(`no bound was worked out: ${String(cause)}`);
  });
  try {
    const script = new URL('./plan-worker.ts', import.meta.url);
    return await inThread<PlanProgress, ShiftPlanAnswer>(script, shared, options);
  } finally {
    dismissal.abort();
  }
}
