import { erlangB } from '../models/erlang-b.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { returnedLoad } from '../chains/returned-load.ts';

export type ExtendedErlangB = {
  /** First attempts and retries together, in Erlang. */
  readonly totalLoad: number;
  readonly blocking: number;
  readonly attemptsPerCall: number;
  /** Share of calls that give up in the end. */
  readonly lostShare: number;
  readonly occupancy: number;
};

/**
 * Extended Erlang B (Jewett, Shrago and Yomtov 1980): a share `retryShare` of blocked callers tries again at once, and
 * retries are taken for Poisson traffic. `load` is that of first attempts, in Erlang; `blocking` is per attempt.
 * Without retries it is Erlang B. A `retryShare` of 1 is refused, as callers would then never give up.
 */
export function extendedErlangB(question: {
  readonly agents: number;
  readonly load: number;
  readonly retryShare: number;
}): ExtendedErlangB {
  const { agents, load, retryShare } = question;
  expectNumber('retryShare', retryShare, 'a share from 0 to below 1');
  const first = erlangB({ agents, load });
  const returning = (total: number): number => retryShare * erlangB({ agents, load: total }).blocking;
  const totalLoad = returnedLoad({ load, most: load / (1 - retryShare), returning });
  const { blocking, occupancy } = load === 0 ? first : erlangB({ agents, load: totalLoad });
  const attemptsPerCall = 1 / (1 - retryShare * blocking);
  return {
    totalLoad,
    blocking,
    attemptsPerCall,
    lostShare: (1 - retryShare) * blocking * attemptsPerCall,
    occupancy,
  };
}
