import { answeredWithin } from './answered-within.ts';
import type { CrewChain } from '../chains/crew-chain.ts';
import { flowThrough } from './flow-through.ts';
import { logPoissonDensity } from './log-poisson-density.ts';
import { patientTime } from './patient-time.ts';

type Question = {
  readonly chain: CrewChain;
  readonly steady: Float64Array;
  /** P(answered in time | n present on arrival). */
  readonly good: Float64Array;
  /** Handle times. */
  readonly within: number;
  readonly duration: number;
};

/** Steps in which the time up to the answer is followed. */
const STEPS = 8;

/**
 * 2∫(duration − u)·cov(u) du, where cov(u) is the covariance of "answered in time" for two calls u apart. It is exact
 * from u = within on, when the first call's outcome is known: a call answered after w left behind it a full crew and a
 * Poisson number of callers. For shorter lags the covariance at u = within is used.
 */
export function pairCovariance({ chain, steady, good, within, duration }: Question): number {
  const level = dot(steady, good);
  const known = Math.min(within, duration);
  const settled = known === 0 ? arrivals(steady, good, chain.agents) : followAnswered(chain, steady, known);
  const anyCall = known === 0 ? shifted(steady) : flowEnd(chain, shifted(steady), known);
  const surprise = settled.map((share, n) => share - level * (anyCall[n] ?? 0));
  const atOnce = dot(surprise, good);
  const rest = duration - known;
  const { overTime } = flowThrough({ chain, start: surprise, duration: rest, weight: 'remaining' });
  return 2 * (atOnce * known * (duration - known / 2) + (rest > 0 ? dot(overTime, good) : 0));
}

/** Callers present after a call that was answered at once: the call has joined them. */
function arrivals(steady: Float64Array, good: Float64Array, agents: number): Float64Array {
  return steady.map((_, n) => (n > 0 && n <= agents ? (steady[n - 1] ?? 0) * (good[n - 1] ?? 0) : 0));
}

/** Callers present `known` after an arrival, on the event that this call has been answered by then. */
function followAnswered(chain: CrewChain, steady: Float64Array, known: number): Float64Array {
  const { agents, load, leaveRate } = chain;
  const step = known / STEPS;
  let now: Float64Array = steady.map((_, n) => (n > 0 && n <= agents ? (steady[n - 1] ?? 0) : 0));
  let answered = dotFrom(agents, steady, answeredWithin(chain, 0));
  for (let k = 0; k < STEPS; k += 1) {
    now = flowEnd(chain, now, step / 2);
    const sofar = dotFrom(agents, steady, answeredWithin(chain, (k + 1) * step));
    const behind = load * patientTime(leaveRate, (k + 0.5) * step);
    for (let n = agents; n < chain.states; n += 1) {
      now[n] = (now[n] ?? 0) + (sofar - answered) * Math.exp(logPoissonDensity(n - agents, behind));
    }
    answered = sofar;
    now = flowEnd(chain, now, step / 2);
  }
  return now;
}

function flowEnd(chain: CrewChain, start: Float64Array, duration: number): Float64Array {
  return flowThrough({ chain, start, duration, weight: 'all' }).end;
}

function shifted(steady: Float64Array): Float64Array {
  return steady.map((_, n) => steady[n - 1] ?? 0);
}

function dot(one: Float64Array, other: Float64Array): number {
  return dotFrom(0, one, other);
}

function dotFrom(first: number, one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let n = first; n < one.length; n += 1) sum += (one[n] ?? 0) * (other[n] ?? 0);
  return sum;
}
