import { expectNumber } from '../numerics/expect-number.ts';
import { settledChain } from '../chains/settled-chain.ts';
import type { Grid, StateNumber } from '../chains/settled-chain.ts';
import type { Move } from '../chains/stationary-shares.ts';

export type RedialQuestion = {
  readonly agents: number;
  /** First attempts, in Erlang. */
  readonly load: number;
  readonly handleSeconds: number;
  /** Infinity: nobody gives up. */
  readonly patienceSeconds: number;
  /** Callers in service plus waiting; unlimited unless given. */
  readonly lines?: number | undefined;
  /** Mean time until a lost caller tries again. */
  readonly redialDelaySeconds: number;
  readonly redialAfterAbandon: number;
  readonly redialAfterBlock: number;
};

export type Redial = {
  readonly attemptsPerCall: number;
  readonly waitProbability: number;
  readonly abandonProbability: number;
  readonly blocking: number;
  /** Share of callers (not attempts) never answered. */
  readonly lostShare: number;
  readonly occupancy: number;
  readonly queueLength: number;
  /** Callers who will try again, on average. */
  readonly redialing: number;
};

/**
 * Redialling exactly, for small crews: the Markov chain of callers present and callers about to redial (Falin and
 * Templeton 1997 for blocking; Mandelbaum, Massey, Reiman and Stolyar 1999 for abandonment). Of those who give up the
 * share `redialAfterAbandon`, of those blocked `redialAfterBlock`, tries again after an exponential delay. Shares are
 * per attempt except `lostShare`. The chain is cut where less than 1e-11 of the time is spent; a floor too large or too
 * full for that (with nobody ever lost, load ≥ agents) is refused with a `RangeError`.
 */
export function redial(question: RedialQuestion): Redial {
  expectRedial(question);
  const { agents, lines = Infinity, redialAfterAbandon, redialAfterBlock, load } = question;
  const rates = ratesOf(question);
  const grid = { across: Math.min(lines, agents + 20), acrossLimit: lines, down: 8 };
  const settled = settledChain(grid, (size, at) => movesOf(rates, size, at));
  const mean = (value: (present: number, redialing: number) => number): number => settled.mean(value);
  const attempts = mean((_, redialing) => load + rates.retry * redialing);
  const blocked = mean((n, redialing) => (n >= lines ? load + rates.retry * redialing : 0));
  const queueLength = mean((n) => Math.max(0, n - agents));
  const abandoned = rates.leave * queueLength;
  const waited = mean((n, redialing) => (n >= agents && n < lines ? load + rates.retry * redialing : 0));
  const lost = (1 - redialAfterAbandon) * abandoned + (1 - redialAfterBlock) * blocked;
  return {
    attemptsPerCall: attempts / load,
    waitProbability: waited / attempts,
    abandonProbability: abandoned / attempts,
    blocking: blocked / attempts,
    lostShare: lost / load,
    occupancy: mean((n) => Math.min(n, agents)) / agents,
    queueLength,
    redialing: mean((_, redialing) => redialing),
  };
}

type Rates = Pick<RedialQuestion, 'agents' | 'load' | 'redialAfterAbandon' | 'redialAfterBlock'> & {
  readonly lines: number;
  readonly leave: number;
  readonly retry: number;
};

/** Rates per mean handle time. */
function ratesOf(question: RedialQuestion): Rates {
  const { handleSeconds, patienceSeconds, redialDelaySeconds, lines = Infinity } = question;
  return {
    ...question,
    lines,
    leave: handleSeconds / patienceSeconds,
    retry: handleSeconds / redialDelaySeconds,
  };
}

function movesOf(rates: Rates, { across, down }: Grid, at: StateNumber): Move[] {
  const { agents, load, leave, retry, redialAfterAbandon, redialAfterBlock } = rates;
  const moves: Move[] = [];
  const add = (n: number, waiting: number, to: readonly [number, number], rate: number): void => {
    const [nextN, nextWaiting] = to;
    if (rate === 0 || nextWaiting > down) return;
    moves.push({ from: at(n, waiting), to: at(nextN, nextWaiting), rate });
  };
  for (let waiting = 0; waiting <= down; waiting += 1) {
    for (let n = 0; n <= across; n += 1) {
      const left = Math.max(0, n - agents) * leave;
      if (n > 0) add(n, waiting, [n - 1, waiting], Math.min(n, agents) + left * (1 - redialAfterAbandon));
      if (n > 0) add(n, waiting, [n - 1, waiting + 1], left * redialAfterAbandon);
      if (n < across) {
        add(n, waiting, [n + 1, waiting], load);
        if (waiting > 0) add(n, waiting, [n + 1, waiting - 1], retry * waiting);
      } else {
        add(n, waiting, [n, waiting + 1], load * redialAfterBlock);
        if (waiting > 0) add(n, waiting, [n, waiting - 1], retry * waiting * (1 - redialAfterBlock));
      }
    }
  }
  return moves;
}

function expectRedial(question: RedialQuestion): void {
  expectNumber('agents', question.agents, 'a whole number of at least 1');
  expectNumber('load', question.load, 'a number above 0');
  expectNumber('handleSeconds', question.handleSeconds, 'a number above 0');
  expectNumber('patienceSeconds', question.patienceSeconds, 'a number above 0, or Infinity');
  expectNumber('redialDelaySeconds', question.redialDelaySeconds, 'a number above 0');
  expectNumber('redialAfterAbandon', question.redialAfterAbandon, 'a share from 0 to 1');
  expectNumber('redialAfterBlock', question.redialAfterBlock, 'a share from 0 to 1');
  const { lines = Infinity } = question;
  expectNumber('lines', lines, 'a whole number of at least 0, or Infinity');
  if (lines < question.agents)
    throw new RangeError(`lines must be at least agents (${question.agents}), got ${lines}`);
}
