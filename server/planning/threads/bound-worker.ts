import { parentPort, workerData } from 'node:worker_threads';
import { boundPlan } from '../../../schedules/plan/bound-plan.ts';
import { settle } from '../../../schedules/plan/steps/settle.ts';
import { highsSolver } from '../../../schedules/solver/highs/highs-solver.ts';
import { readProblem } from '../document/read-problem.ts';
import { leaveBound } from './bound-cell.ts';
import type { ThreadWord } from './in-thread.ts';
import type { SharedPlanWork } from './plan-work.ts';

/** The thread that works out what no roster of a problem costs less than, and leaves it in a cell. */
const { document, beside, bound: cell } = workerData as SharedPlanWork;

const read = readProblem(document, beside);
const settled = read.kind === 'problem' ? settle(read.problem) : undefined;
const bound = settled?.kind === 'settled' ? boundPlan(settled, await highsSolver()) : undefined;
if (bound !== undefined) leaveBound(cell, bound);
const word: ThreadWord<never, 'done'> = { kind: 'answer', answer: 'done' };
parentPort?.postMessage(word);
