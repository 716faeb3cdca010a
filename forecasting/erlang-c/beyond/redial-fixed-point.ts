import { erlangA } from '../models/erlang-a.ts';
import type { ErlangAQuestion } from '../models/erlang-a.ts';
import type { ErlangA } from '../models/patience-figures.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { returnedLoad } from '../chains/returned-load.ts';

export type RedialFixedPoint = {
  readonly totalLoad: number;
  readonly attemptsPerCall: number;
  /** Model A at the total load; its shares are per attempt. */
  readonly figures: ErlangA;
};

/**
 * Redials as additional Poisson load: of the callers who give up or are blocked a share `redialShare` calls again. An
 * approximation (exact only for redials much later than a busy spell lasts), but for crews of any size; it is a percent
 * or so too low in attempts, see `redial` for small crews exactly. `load` is that of first attempts, in Erlang.
 */
export function redialFixedPoint(
  question: ErlangAQuestion & { readonly redialShare: number },
): RedialFixedPoint {
  const { load, redialShare } = question;
  expectNumber('redialShare', redialShare, 'a share from 0 to below 1');
  const figuresAt = (total: number): ErlangA => erlangA({ ...question, load: total });
  const first = figuresAt(load);
  if (load === 0) return { totalLoad: 0, attemptsPerCall: 1, figures: first };
  const returning = (total: number): number => {
    const { abandonProbability, blocking } = figuresAt(total);
    return redialShare * (abandonProbability + blocking);
  };
  const totalLoad = returnedLoad({ load, most: load / (1 - redialShare), returning });
  return { totalLoad, attemptsPerCall: totalLoad / load, figures: figuresAt(totalLoad) };
}
