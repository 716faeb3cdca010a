import { expectNumber } from '../numerics/expect-number.ts';
import { busyStretch, idleStretch, type CallerLine } from '../chains/callback-stretches.ts';

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
 * Callbacks offered to callers who find everyone busy, exactly (a Markov chain; the setting of Armony and Maglaras 2004).
 * Who accepts never gives up; who declines waits with exponential patience. Callers come first: a callback starts only
 * when none waits and more than `reserve` agents would be idle. `callbackDelaySeconds` is the mean until the callback
 * starts, by Little's law, and 0 when nobody accepts. A floor that cannot work off its callbacks is told as it is when ever
 * more of them wait: `callbacksWaiting` and `callbackDelaySeconds` are Infinity.
 *
 * While callbacks wait, each one starts at the same number of callers present: their number is a random walk between these
 * moments, whose steps a line of callers alone decides. So no grid is solved, and the size of the crew does not matter.
 */
export function callbackOffer(question: CallbackQuestion): CallbackOffer {
  expectCallback(question);
  const { agents, load, handleSeconds, patienceSeconds, acceptShare, reserve } = question;
  const line: CallerLine = { agents, load, leaveRate: handleSeconds / patienceSeconds, acceptShare, reserve };
  const { time, busy, queue, working, pool } = means(line);
  const allBusy = busy / time;
  const queueLength = queue / time;
  const callbacksWaiting = pool / time;
  const accepted = load * acceptShare * allBusy;
  return {
    allBusy,
    abandonProbability: (queueLength * handleSeconds) / patienceSeconds / load,
    queueLength,
    callbacksWaiting,
    callbackDelaySeconds: accepted === 0 ? 0 : (callbacksWaiting / accepted) * handleSeconds,
    occupancy: working / time / agents,
  };
}

type Sums = Record<'time' | 'busy' | 'queue' | 'working' | 'pool', number>;

/** Of one cycle: from the last callback's start, until somebody accepts, until the last callback's start again. */
function means(line: CallerLine): Sums {
  const idle = idleStretch(line);
  const sums: Sums = { ...idle.sums, pool: 0 };
  if (line.acceptShare === 0) return sums;
  const walk = busyStretch(line);
  const [step] = walk;
  if (step === undefined) return sums;
  if (!(step.accepted < 1)) return { ...step, pool: Infinity };
  // Starts that follow the first one: each brings `accepted` more, so that so many follow each callback that waits (Wald).
  const perCallback = 1 / (1 - step.accepted);
  const square = step.time / 2 / (1 - step.accepted);
  const variance = step.acceptedSquare - 2 * step.accepted + 1;
  const linear = (step.acceptedTime + square * variance) / (1 - step.accepted);
  for (const [at, share] of idle.acceptedAt.entries()) {
    const first = walk[at + idle.acceptedFrom - (line.agents - line.reserve)];
    if (first === undefined || share === 0) continue;
    const starts = first.accepted * perCallback;
    for (const name of ['time', 'busy', 'queue', 'working'] as const)
      sums[name] += share * (first[name] + starts * step[name]);
    sums.pool +=
      share * (first.time + first.acceptedTime + square * first.acceptedSquare + linear * first.accepted);
  }
  return sums;
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
