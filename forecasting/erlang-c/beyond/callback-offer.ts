import { expectNumber } from '../numerics/expect-number.ts';
import { settledChain } from '../chains/settled-chain.ts';
import type { Grid } from '../chains/settled-chain.ts';
import type { Move } from '../chains/stationary-shares.ts';

export type CallbackQuestion = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  /** Share of callers finding everyone busy who take the offer to be called back. */
  readonly acceptShare: number;
  /** Agents kept free for callers before a callback is started. */
  readonly reserve: number;
};

export type CallbackOffer = {
  readonly allBusy: number;
  /** Per offered call. */
  readonly abandonProbability: number;
  readonly queueLength: number;
  readonly callbacksWaiting: number;
  readonly callbackDelaySeconds: number;
  readonly occupancy: number;
};

/**
 * Callbacks offered to callers who find everyone busy, exactly for small crews (a Markov chain; the setting of Armony
 * and Maglaras 2004). Who accepts never gives up; who declines waits with exponential patience. Callers come first: a
 * callback starts only when none waits and more than `reserve` agents would be idle. `callbackDelaySeconds` is the mean
 * until the callback starts, by Little's law, and 0 when nobody accepts. A floor that cannot work off its callbacks is
 * refused with a `RangeError`.
 */
export function callbackOffer(question: CallbackQuestion): CallbackOffer {
  expectCallback(question);
  const { agents, load, handleSeconds, patienceSeconds, acceptShare } = question;
  const start = { across: agents + 20, acrossLimit: Infinity, down: acceptShare === 0 ? 1 : 30 };
  const { mean } = settledChain(start, (grid) => movesOf(question, grid));
  const allBusy = mean((n) => (n >= agents ? 1 : 0));
  const queueLength = mean((n) => Math.max(0, n - agents));
  const callbacksWaiting = mean((_, callbacks) => callbacks);
  const accepted = load * acceptShare * allBusy;
  return {
    allBusy,
    abandonProbability: (queueLength * handleSeconds) / patienceSeconds / load,
    queueLength,
    callbacksWaiting,
    callbackDelaySeconds: accepted === 0 ? 0 : (callbacksWaiting / accepted) * handleSeconds,
    occupancy: mean((n) => Math.min(n, agents)) / agents,
  };
}

function movesOf(question: CallbackQuestion, { across, down }: Grid): Move[] {
  const { agents, load, handleSeconds, patienceSeconds, acceptShare, reserve } = question;
  const leave = handleSeconds / patienceSeconds;
  const moves: Move[] = [];
  const add = (from: readonly [number, number], to: readonly [number, number], rate: number): void => {
    if (rate === 0 || to[0] > across || to[1] > down) return;
    moves.push({ from: from[1] * (across + 1) + from[0], to: to[1] * (across + 1) + to[0], rate });
  };
  for (let callbacks = 0; callbacks <= down; callbacks += 1) {
    for (let n = 0; n <= across; n += 1) {
      const here = [n, callbacks] as const;
      add(here, [n + 1, callbacks], n < agents ? load : load * (1 - acceptShare));
      if (n >= agents) add(here, [n, callbacks + 1], load * acceptShare);
      if (n > agents) add(here, [n - 1, callbacks], agents + (n - agents) * leave);
      else if (callbacks > 0 && n <= agents - reserve) add(here, [n, callbacks - 1], Math.max(1, n));
      else if (n > 0) add(here, [n - 1, callbacks], n);
    }
  }
  return moves;
}

function expectCallback(question: CallbackQuestion): void {
  expectNumber('agents', question.agents, 'a whole number of at least 1');
  expectNumber('load', question.load, 'a number above 0');
  expectNumber('handleSeconds', question.handleSeconds, 'a number above 0');
  expectNumber('patienceSeconds', question.patienceSeconds, 'a number above 0');
  expectNumber('acceptShare', question.acceptShare, 'a share from 0 to 1');
  expectNumber('reserve', question.reserve, 'a whole number of at least 0');
  if (question.reserve >= question.agents) {
    throw new RangeError(`reserve must be below agents (${question.agents}), got ${question.reserve}`);
  }
}
