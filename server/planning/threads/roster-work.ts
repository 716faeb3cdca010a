import type { EpochMs } from '#domain/time.ts';
import type { ExchangeRoom } from '../../../schedules/roster/lines/exchange.ts';
import type { RosterProblem } from '../../../schedules/roster/problem/roster-problem.ts';

/** What the worker thread is started with. */
export type RosterWork = {
  readonly problem: RosterProblem;
  /** When the search ends: starting a thread takes time of it too. */
  readonly until: EpochMs;
  readonly seed: number;
  /** Shared with the other threads that search the same problem. */
  readonly room: ExchangeRoom;
};
