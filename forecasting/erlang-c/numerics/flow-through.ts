import type { CrewChain } from '../chains/crew-chain.ts';
import { departureRate } from '../chains/departure-rate.ts';
import { logPoissonDensity } from './log-poisson-density.ts';

export type Flow = {
  /** ∫ over the stretch of the row vector start·P(u), times weight(u). */
  readonly overTime: Float64Array;
  readonly end: Float64Array;
};

type Question = {
  readonly chain: CrewChain;
  /** A row vector over the states; a distribution, or any other. */
  readonly start: Float64Array;
  /** Handle times. */
  readonly duration: number;
  /** 'all': every moment counts alike; 'remaining': in proportion to the time still to come. */
  readonly weight: 'all' | 'remaining';
};

/** Steps of the uniformised chain; more means the stretch is not an interval of a crew this size. */
const MOST_STEPS = 5_000_000;

/**
 * Follows a crew through time by the forward equations, solved by uniformisation (Jensen 1953; Grassmann 1977): a
 * Poisson number of jumps of one discrete chain, so that nothing turns negative and the error is the Poisson tail left
 * out, below 1e-15. Throws a `RangeError` beyond 5 million jumps.
 */
export function flowThrough({ chain, start, duration, weight }: Question): Flow {
  const rate = chain.load + Math.max(departureRate(chain, chain.states - 1), chain.agents, 1e-9);
  const jumps = rate * duration;
  const last = Math.ceil(jumps + 9 * Math.sqrt(jumps) + 40);
  if (last > MOST_STEPS)
    throw new RangeError(`intervalSeconds must span at most ${MOST_STEPS} jumps, got ${last}`);
  const counts = poissonCounts(jumps, last);
  const overTime = new Float64Array(chain.states);
  const end = new Float64Array(chain.states);
  let now = Float64Array.from(start);
  let next = new Float64Array(chain.states);
  for (let k = 0; k <= last; k += 1) {
    const above = counts.above[k] ?? 0;
    // ∫ P(k jumps by u) du is P(more than k)/rate; with the time left as weight another sum by parts.
    const remaining = duration * above - ((k + 1) / rate) * (counts.above[k + 1] ?? 0);
    addScaled(overTime, now, (weight === 'all' ? above : Math.max(0, remaining)) / rate);
    addScaled(end, now, counts.density[k] ?? 0);
    jump(chain, rate, now, next);
    [now, next] = [next, now];
  }
  return { overTime, end };
}

function addScaled(into: Float64Array, from: Float64Array, factor: number): void {
  if (factor === 0) return;
  for (let n = 0; n < into.length; n += 1) into[n] = (into[n] ?? 0) + factor * (from[n] ?? 0);
}

function jump(chain: CrewChain, rate: number, now: Float64Array, next: Float64Array): void {
  const top = chain.states - 1;
  for (let n = 0; n <= top; n += 1) {
    const below = n > 0 ? (now[n - 1] ?? 0) * chain.load : 0;
    const above = n < top ? (now[n + 1] ?? 0) * departureRate(chain, n + 1) : 0;
    const stay = rate - departureRate(chain, n) - (n < top ? chain.load : 0);
    next[n] = (below + above + (now[n] ?? 0) * stay) / rate;
  }
}

/** P(Poisson = k) and P(Poisson > k), the latter summed from the top so that it keeps its digits. */
function poissonCounts(mean: number, last: number): { density: Float64Array; above: Float64Array } {
  const density = Float64Array.from({ length: last + 2 }, (_, k) => Math.exp(logPoissonDensity(k, mean)));
  const above = new Float64Array(last + 2);
  for (let k = last; k >= 0; k -= 1) above[k] = (above[k + 1] ?? 0) + (density[k + 1] ?? 0);
  return { density, above };
}
