import type { CrewChain } from '../chains/crew-chain.ts';
import { logPoissonDensity } from './log-poisson-density.ts';

/**
 * For a caller who finds n present: the probability to be answered within so many handle times, and not to have given
 * up before (Riordan 1962). 1 where an agent is free.
 */
export function answeredWithin(chain: CrewChain, within: number): Float64Array {
  const { agents, leaveRate, states } = chain;
  const shares = new Float64Array(states).fill(1);
  const turned = leaveRate === 0 ? 0 : -Math.expm1(-leaveRate * within);
  let term = Math.exp(-(agents + leaveRate) * within);
  let notYet = 0;
  for (let j = 0; agents + j < states; j += 1) {
    notYet += leaveRate === 0 ? Math.exp(logPoissonDensity(j, agents * within)) : term;
    shares[agents + j] = (agents / (agents + (j + 1) * leaveRate)) * Math.max(0, 1 - notYet);
    term *= (((agents + (j + 1) * leaveRate) / leaveRate) * turned) / (j + 1);
  }
  return shares;
}
