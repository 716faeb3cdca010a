import { answeredWithin } from '../numerics/answered-within.ts';
import { betaQuantile } from '../special/beta-quantile.ts';
import type { CrewChain } from '../chains/crew-chain.ts';
import { expectNumber } from '../numerics/expect-number.ts';
import { flowThrough } from '../numerics/flow-through.ts';
import { pairCovariance } from '../numerics/pair-covariance.ts';
import { steadyCrew } from '../chains/steady-crew.ts';

export type SpreadQuestion = {
  readonly agents: number;
  readonly load: number;
  readonly handleSeconds: number;
  /** Infinity for model C; the load must then be below the crew. */
  readonly patienceSeconds: number;
  readonly withinSeconds: number;
  readonly intervalSeconds: number;
  /** Which quantiles to answer; 5, 25, 50, 75 and 95 % unless given. */
  readonly shares?: readonly number[] | undefined;
};

export type ServiceLevelSpread = {
  /** The long-run service level (answered in time / offered), every call alike. */
  readonly serviceLevel: number;
  /** The mean of the intervals' own levels: higher, as bad intervals hold more calls. */
  readonly mean: number;
  readonly standardDeviation: number;
  readonly quantiles: readonly { readonly share: number; readonly serviceLevel: number }[];
};

const USUAL_SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];
const MOST_STATES = 100_000;

/**
 * How far the realised service level of single intervals lies from the long-run one although nothing changes: calls of
 * one interval share a queue, so that half an hour may be 20 points off (Roubos, Koole and Stolletz 2012). From the
 * covariance of two calls at every lag in the stationary chain of models A and C; the ratio to the random number of
 * calls by expansion, quantiles from the beta distribution of the same mean and spread. An approximation: the standard
 * deviation is within about 5 % and quantiles within about 3 points of simulation from 15 calls an interval on.
 * Without load, or with a level of exactly 0 or 1, the spread is 0.
 */
export function serviceLevelSpread(question: SpreadQuestion): ServiceLevelSpread {
  expectSpread(question);
  const { load, handleSeconds, withinSeconds, intervalSeconds, shares = USUAL_SHARES } = question;
  const certain = (level: number): ServiceLevelSpread => ({
    serviceLevel: level,
    mean: level,
    standardDeviation: 0,
    quantiles: shares.map((share) => ({ share, serviceLevel: level })),
  });
  if (load === 0) return certain(1);
  const chain = chainFor(question);
  const steady = steadyCrew(chain);
  const [duration, within] = [intervalSeconds / handleSeconds, withinSeconds / handleSeconds];
  const good = answeredWithin(chain, within);
  const serviceLevel = Math.min(1, dot(steady, good));
  const single = serviceLevel * (1 - serviceLevel);
  if (!(single > 1e-12)) return certain(serviceLevel);
  const calls = load * duration;
  const pairs = pairCovariance({ chain, steady, good, within, duration });
  const spread = Math.sqrt(Math.max(0, single / calls + pairs / (duration * duration)));
  const lift = crowding(chain, steady, good, duration) / (duration * duration);
  const moments = ratioMoments({ serviceLevel, spread, lift, calls });
  return { serviceLevel, ...moments, quantiles: shares.map((share) => quantile(moments, share)) };
}

/** What one more call in the interval costs the calls after it, summed over lags: bad intervals hold more calls. */
function crowding(chain: CrewChain, steady: Float64Array, good: Float64Array, duration: number): number {
  const extra = steady.map((share, n) => (steady[n - 1] ?? 0) - share);
  return -dot(flowThrough({ chain, start: extra, duration, weight: 'remaining' }).overTime, good);
}

type Moments = { readonly mean: number; readonly standardDeviation: number };

/** Mean and spread of good calls / calls to second order in the number of calls, with a beta law's skewness. */
function ratioMoments(known: {
  readonly serviceLevel: number;
  readonly spread: number;
  readonly lift: number;
  readonly calls: number;
}): Moments {
  const { serviceLevel, spread, lift, calls } = known;
  const single = serviceLevel * (1 - serviceLevel);
  const variance = Math.min(spread * spread, 0.9 * single);
  const size = single / variance - 1;
  const skew = (2 * (1 - 2 * serviceLevel) * Math.sqrt(size + 1)) / ((size + 2) * Math.sqrt(single));
  const room = Math.min(lift, (1 - serviceLevel) / 2);
  const shrunk = Math.max(0.25, 1 + (2 * room * skew) / Math.sqrt(variance));
  const mean = serviceLevel + room;
  const most = 0.95 * mean * (1 - mean);
  return { mean, standardDeviation: Math.sqrt(Math.min(most, variance * shrunk * (1 + 2 / calls))) };
}

function quantile(
  { mean, standardDeviation }: Moments,
  share: number,
): { share: number; serviceLevel: number } {
  const size = (mean * (1 - mean)) / (standardDeviation * standardDeviation) - 1;
  return { share, serviceLevel: betaQuantile({ a: mean * size, b: (1 - mean) * size, share }) };
}

/** Long enough that the last state is taken for less than 1e-15 of the time. */
function chainFor({ agents, load, handleSeconds, patienceSeconds }: SpreadQuestion): CrewChain {
  const leaveRate = handleSeconds / patienceSeconds;
  for (let states = Math.ceil(Math.max(load, agents) * 1.2) + 60; states <= MOST_STATES; states *= 2) {
    const chain = { agents, load, leaveRate, states };
    if ((steadyCrew(chain)[states - 1] ?? 1) < 1e-15) return chain;
  }
  throw new RangeError(`load must leave fewer than ${MOST_STATES} callers waiting, got ${load}`);
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, n) => sum + value * (other[n] ?? 0), 0);
}

function expectSpread(question: SpreadQuestion): void {
  const { agents, load, patienceSeconds, shares = USUAL_SHARES } = question;
  expectNumber('agents', agents, 'a whole number of at least 1');
  expectNumber('load', load, 'a number of at least 0');
  expectNumber('handleSeconds', question.handleSeconds, 'a number above 0');
  expectNumber('patienceSeconds', patienceSeconds, 'a number above 0, or Infinity');
  expectNumber('withinSeconds', question.withinSeconds, 'a number of at least 0');
  expectNumber('intervalSeconds', question.intervalSeconds, 'a number above 0');
  for (const [at, share] of shares.entries()) expectNumber(`shares[${at}]`, share, 'a share from 0 to 1');
  if (patienceSeconds === Infinity && load >= agents) {
    throw new RangeError(`load must be below agents (${agents}) when nobody gives up, got ${load}`);
  }
}
