import { parentPort, workerData } from 'node:worker_threads';
import { SECOND_MS } from '#domain/time.ts';
import {
  replanAbsences,
  type Replanned,
  type ReplanProgress,
} from '../../../schedules/plan/replan/replan-absences.ts';
import { highsSolver } from '../../../schedules/solver/highs/highs-solver.ts';
import { systemClock } from '../../clock/clock.ts';
import { openRoster } from '../roster/written/roster-file.ts';
import type { Cancellable, ThreadWord } from './in-thread.ts';
import type { ReplanWork } from './replan-work.ts';

/** The thread that a roster is planned on in. */
const { roster, absences, until, cancelled } = workerData as ReplanWork & Cancellable;
const flag = new Int32Array(cancelled);
const say = (word: ThreadWord<ReplanProgress, Replanned>): void => parentPort?.postMessage(word);

const { problem, shifts } = openRoster(roster, 'the roster');
const answer = replanAbsences(
  { problem, shifts, absences },
  {
    solver: await highsSolver(),
    clock: systemClock,
    seconds: (until - systemClock()) / SECOND_MS,
    seed: 1,
    onProgress: (progress) => say({ kind: 'progress', progress }),
    isCancelled: () => Atomics.load(flag, 0) === 1,
  },
);
say({ kind: 'answer', answer });
