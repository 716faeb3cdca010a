import type { PlanProgress } from '../../../schedules/plan/model/plan-tools.ts';
import type { ShiftPlanAnswer } from '../../../schedules/plan/plan-shifts.ts';
import type { Beside } from '../document/read-problem.ts';
import { inThread, type ThreadOptions } from './in-thread.ts';

/** A problem as it is written: a zone has functions, which no thread can be given. */
export type PlanWork = {
  readonly document: unknown;
  readonly beside: Beside;
  readonly seconds: number;
  readonly seed: number;
};

/** Plans shifts in a thread of its own. */
export const planInThread = (
  work: PlanWork,
  options: ThreadOptions<PlanProgress>,
): Promise<ShiftPlanAnswer> =>
  inThread<PlanProgress, ShiftPlanAnswer>(new URL('./plan-worker.ts', import.meta.url), work, options);
