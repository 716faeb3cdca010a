import { SECOND_MS, later } from '#domain/time.ts';
import type { RosterProblem } from '../../schedules/roster/roster-problem.ts';
import type { RosterAnswer, RosterProgress } from '../../schedules/roster/solve-roster.ts';
import { systemClock } from '../clock.ts';
import { inThread, type ThreadOptions } from './in-thread.ts';
import type { RosterWork } from './roster-work.ts';

export type SolveInThread = ThreadOptions<RosterProgress> & {
  readonly seconds: number;
  readonly seed: number;
};

/** Solves a roster in a thread of its own, which ends `seconds` from now with the best until then. */
export function solveInThread(problem: RosterProblem, options: SolveInThread): Promise<RosterAnswer> {
  const work: RosterWork = {
    problem,
    until: later(systemClock(), options.seconds * SECOND_MS),
    seed: options.seed,
  };
  return inThread<RosterProgress, RosterAnswer>(
    new URL('./roster-worker.ts', import.meta.url),
    work,
    options,
  );
}
