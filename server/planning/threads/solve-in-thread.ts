import { availableParallelism } from 'node:os';
import { SECOND_MS, later } from '#domain/time.ts';
import { exchangeRoom } from '../../../schedules/roster/lines/exchange.ts';
import type { RosterProblem } from '../../../schedules/roster/problem/roster-problem.ts';
import type { RosterAnswer, RosterProgress } from '../../../schedules/roster/solve-roster.ts';
import { systemClock } from '../../clock/clock.ts';
import { inThread, type ThreadOptions } from './in-thread.ts';
import type { RosterWork } from './roster-work.ts';

export type SolveInThread = ThreadOptions<RosterProgress> & {
  readonly seconds: number;
  readonly seed: number;
  /** Searches side by side, with seeds that follow each other. Absent: as many as there are cores, two at most. */
  readonly threads?: number;
};

/**
 * Solves a roster in threads of their own, which end `seconds` from now with the best until then. The first one
 * answers; the others leave better plans for it, and answer only where they have proved theirs to be best.
 */
export async function solveInThread(problem: RosterProblem, options: SolveInThread): Promise<RosterAnswer> {
  const { seconds, seed, threads = threadsFor(problem), onProgress, signal } = options;
  const until = later(systemClock(), seconds * SECOND_MS);
  const room = exchangeRoom({ people: problem.people.length, days: problem.days });
  const dismissal = new AbortController();
  const solve = (place: number, told: ThreadOptions<RosterProgress>): Promise<RosterAnswer> => {
    const work: RosterWork = { problem, until, seed: seed + place, room };
    const script = new URL('./roster-worker.ts', import.meta.url);
    return inThread<RosterProgress, RosterAnswer>(script, work, { ...told, dismissal: dismissal.signal });
  };
  const stop = signal === undefined ? {} : { signal };
  try {
    return await Promise.race([
      solve(0, { ...stop, ...(onProgress === undefined ? {} : { onProgress }) }),
      ...Array.from({ length: threads - 1 }, (_, at) => proofOf(solve(at + 1, stop))),
    ]);
  } finally {
    dismissal.abort();
  }
}

/** Each thread holds tables and programs of its own, which for the largest problems are most of the memory. */
function threadsFor({ people, days, shifts }: RosterProblem): number {
  return people.length * days * shifts.length > LARGEST_TWICE ? 1 : Math.min(2, availableParallelism());
}

/** A hundred people on ten shifts for fourteen weeks. */
const LARGEST_TWICE = 100_000;

/** The answer once it is proved to be best; otherwise none ever. */
async function proofOf(answer: Promise<RosterAnswer>): Promise<RosterAnswer> {
  const found = await answer;
  if (found.kind === 'roster' && found.gap === 0) return found;
  return new Promise<never>(() => {});
}
