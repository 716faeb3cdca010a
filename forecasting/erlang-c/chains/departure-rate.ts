import type { CrewChain } from './crew-chain.ts';

/** How many callers leave per mean handle time when n are present: served, or tired of waiting. */
export function departureRate({ agents, leaveRate }: CrewChain, n: number): number {
  return n <= agents ? n : agents + (n - agents) * leaveRate;
}
