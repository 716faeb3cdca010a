import { parentPort, workerData } from 'node:worker_threads';
import { SECOND_MS } from '#domain/time.ts';
import { planShifts, type ShiftPlanAnswer } from '../../../schedules/plan/plan-shifts.ts';
import type { PlanProgress } from '../../../schedules/plan/model/plan-tools.ts';
import { systemClock } from '../../clock/clock.ts';
import { readProblem } from '../document/read-problem.ts';
import { boundIn } from './bound-cell.ts';
import type { Cancellable, ThreadWord } from './in-thread.ts';
import type { SharedPlanWork } from './plan-work.ts';

/** The thread that shifts are planned in. */
const { document, beside, until, seed, bound, cancelled } = workerData as SharedPlanWork & Cancellable;
const flag = new Int32Array(cancelled);
const say = (word: ThreadWord<PlanProgress, ShiftPlanAnswer>): void => parentPort?.postMessage(word);

const read = readProblem(document, beside);
if (read.kind === 'mistakes')
  throw new Error(`the problem was read before, and now has mistakes: ${read.mistakes.join('; ')}`);
const answer = planShifts(read.problem, {
  clock: systemClock,
  seconds: (until - systemClock()) / SECOND_MS,
  seed,
  onProgress: (progress) => say({ kind: 'progress', progress }),
  isCancelled: () => Atomics.load(flag, 0) === 1,
  boundNow: () => boundIn(bound),
});
say({ kind: 'answer', answer });
