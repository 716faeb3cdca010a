import type { CallbackOffer, CallbackQuestion } from '../beyond/callback-offer.ts';
import { settledChain } from '../chains/settled-chain.ts';
import type { Grid, StateNumber } from '../chains/settled-chain.ts';
import type { Move } from '../chains/stationary-shares.ts';

/** Call-backs by another road: the whole chain of callers present and call-backs waiting, solved at once. Slow. */
export function callbackChain(question: CallbackQuestion): CallbackOffer {
  const { agents, load, handleSeconds, patienceSeconds, acceptShare } = question;
  const start = { across: agents + 20, acrossLimit: Infinity, down: acceptShare === 0 ? 1 : 30 };
  const { mean } = settledChain(start, (grid, at) => movesOf(question, grid, at));
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

function movesOf(question: CallbackQuestion, { across, down }: Grid, at: StateNumber): Move[] {
  const { agents, load, handleSeconds, patienceSeconds, acceptShare, reserve } = question;
  const leave = handleSeconds / patienceSeconds;
  const moves: Move[] = [];
  const add = (from: readonly [number, number], to: readonly [number, number], rate: number): void => {
    if (rate === 0 || to[0] > across || to[1] > down) return;
    moves.push({ from: at(...from), to: at(...to), rate });
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
