import { parentPort, workerData } from 'node:worker_threads';
import { SECOND_MS } from '#domain/time.ts';
import { highsSolver } from '../../../schedules/solver/highs/highs-solver.ts';
import { exchangeIn } from '../../../schedules/roster/lines/exchange.ts';
import {
  solveRoster,
  type RosterAnswer,
  type RosterProgress,
} from '../../../schedules/roster/solve-roster.ts';
import { systemClock } from '../../clock/clock.ts';
import type { Cancellable, ThreadWord } from './in-thread.ts';
import type { RosterWork } from './roster-work.ts';

/** The thread that a roster is solved in: the solver blocks for seconds, and the server must not. */
const { problem, until, seed, room, cancelled } = workerData as RosterWork & Cancellable;
const flag = new Int32Array(cancelled);
const say = (word: ThreadWord<RosterProgress, RosterAnswer>): void => parentPort?.postMessage(word);

const solver = await highsSolver();
const answer = solveRoster(problem, {
  solver,
  clock: () => systemClock() / SECOND_MS,
  seconds: (until - systemClock()) / SECOND_MS,
  seed,
  onProgress: (progress) => say({ kind: 'progress', progress }),
  exchange: exchangeIn(room),
  isCancelled: () => Atomics.load(flag, 0) === 1,
});
say({ kind: 'answer', answer });
