import type { CrewChain } from './crew-chain.ts';
import { departureRate } from './departure-rate.ts';

/** The long-run share of time with n callers present. Built in logarithms: e^load overflows above 700 Erlang. */
export function steadyCrew(chain: CrewChain): Float64Array {
  const logs = new Float64Array(chain.states);
  let highest = 0;
  let last = 0;
  for (let n = 1; n < chain.states; n += 1) {
    last += Math.log(chain.load / departureRate(chain, n));
    logs[n] = last;
    if (last > highest) highest = last;
  }
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
