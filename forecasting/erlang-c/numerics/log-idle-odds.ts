import { fallingSum } from './falling-sum.ts';
import { logPoissonBelow } from './log-poisson-below.ts';
import { logPoissonDensity } from './log-poisson-density.ts';

/**
 * ln of the odds "an agent is free" to "exactly all agents are busy": P(X < agents) / P(X = agents) for X Poisson of
 * the load. It is 1/B − 1 for the blocking B of Erlang (1917), which all three models build on; as odds in
 * logarithms it neither over- nor underflows. Answers −Infinity without agents and Infinity without load.
 */
export function logIdleOdds(agents: number, load: number): number {
  if (agents === 0) return -Infinity;
  if (load === 0) return Infinity;
  if (agents <= load) return Math.log((agents / load) * fallingSum(agents - 1, load));
  return logPoissonBelow(agents, load) - logPoissonDensity(agents, load);
}
