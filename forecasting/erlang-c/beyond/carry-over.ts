import { answeredWithin } from '../numerics/answered-within.ts';
import type { CrewChain } from '../chains/crew-chain.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { flowThrough } from '../numerics/flow-through.ts';
import { steadyCrew } from '../chains/steady-crew.ts';

export type CarryOverQuestion = {
  /** What each interval brings: load in Erlang, and the crew. */
  readonly intervals: readonly { readonly load: number; readonly agents: number }[];
  readonly intervalSeconds: number;
  readonly handleSeconds: number;
  readonly patienceSeconds: number;
  readonly withinSeconds: number;
  /** 'steady': as if the first interval had lasted for ever; 'empty': the doors open. */
  readonly start: 'steady' | 'empty';
};

export type CarriedInterval = {
  readonly waitProbability: number;
  /** Callers giving up in the interval / callers arriving in it. */
  readonly abandonProbability: number;
  /** Answered in time / offered, as the crew stands when the caller arrives. */
  readonly serviceLevel: number;
  readonly queueLength: number;
  readonly meanPresentAtEnd: number;
  readonly waitProbabilityAtEnd: number;
};

/** Callers present beyond this are not a queue any more. */
const MOST_STATES = 50_000;
const NEGLIGIBLE = 1e-13;

/**
 * What one interval leaves to the next: the forward equations of M(t)/M/N(t)+M from interval to interval, by
 * uniformisation, where the usual interval-by-interval method starts each from its own steady state. When the crew
 * shrinks, the caller of an agent who leaves goes back to the head of the queue. Averages are over the interval.
 * An interval without load answers 0 for `abandonProbability`, no intervals an empty list. Error about 1e-11.
 */
export function carryOver(question: CarryOverQuestion): CarriedInterval[] {
  expectCarryOver(question);
  const { intervals, handleSeconds, patienceSeconds } = question;
  if (intervals.length === 0) return [];
  const largest = Math.max(...intervals.map(({ load, agents }) => Math.max(load, agents)));
  const leaveRate = handleSeconds / patienceSeconds;
  for (let states = Math.ceil(largest + 12 * Math.sqrt(largest) + 60); states <= MOST_STATES; states *= 2) {
    const chains = intervals.map(({ load, agents }) => ({ load, agents, leaveRate, states }));
    const carried = follow(question, chains);
    if (carried !== undefined) return carried;
  }
  throw new RangeError(`intervals must leave at most ${MOST_STATES} callers waiting`);
}

/** Undefined when callers reach the end of the chain, which must then be longer. */
function follow(question: CarryOverQuestion, chains: readonly CrewChain[]): CarriedInterval[] | undefined {
  const duration = question.intervalSeconds / question.handleSeconds;
  const carried: CarriedInterval[] = [];
  let start = startOf(question, chains[0]);
  for (const chain of chains) {
    const { overTime, end } = flowThrough({ chain, start, duration, weight: 'all' });
    const last = chain.states - 1;
    if ((end[last] ?? 0) > NEGLIGIBLE || (overTime[last] ?? 0) > NEGLIGIBLE * duration) return undefined;
    const average = overTime.map((time) => time / duration);
    carried.push(intervalOf(chain, average, end, question.withinSeconds / question.handleSeconds));
    start = end;
  }
  return carried;
}

function startOf({ start }: CarryOverQuestion, first: CrewChain | undefined): Float64Array {
  if (first === undefined) return new Float64Array(0);
  if (start === 'steady') return steadyCrew(first);
  return Float64Array.from({ length: first.states }, (_, n) => (n === 0 ? 1 : 0));
}

function intervalOf(
  chain: CrewChain,
  average: Float64Array,
  end: Float64Array,
  within: number,
): CarriedInterval {
  const { agents, load, leaveRate } = chain;
  const good = answeredWithin(chain, within);
  const queueLength = mean(average, (n) => Math.max(0, n - agents));
  return {
    waitProbability: mean(average, (n) => (n >= agents ? 1 : 0)),
    abandonProbability: load === 0 ? 0 : (leaveRate * queueLength) / load,
    serviceLevel: mean(average, (n) => good[n] ?? 0),
    queueLength,
    meanPresentAtEnd: mean(end, (n) => n),
    waitProbabilityAtEnd: mean(end, (n) => (n >= agents ? 1 : 0)),
  };
}

function mean(shares: Float64Array, value: (n: number) => number): number {
  return shares.reduce((sum, share, n) => sum + share * value(n), 0);
}

function expectCarryOver(question: CarryOverQuestion): void {
  const { intervals, start } = question;
  for (const [at, { load, agents }] of intervals.entries()) {
    expectNumber(`intervals[${at}].load`, load, 'a number of at least 0');
    expectNumber(`intervals[${at}].agents`, agents, 'a whole number of at least 0');
  }
  expectNumber('intervalSeconds', question.intervalSeconds, 'a number above 0');
  expectNumber('handleSeconds', question.handleSeconds, 'a number above 0');
  expectNumber('patienceSeconds', question.patienceSeconds, 'a number above 0, or Infinity');
  expectNumber('withinSeconds', question.withinSeconds, 'a number of at least 0');
  const [first] = intervals;
  if (
    start === 'steady' &&
    first !== undefined &&
    question.patienceSeconds === Infinity &&
    first.load >= first.agents
  ) {
    throw new RangeError(
      `intervals[0].load must be below agents (${first.agents}) to be steady, got ${first.load}`,
    );
  }
}
