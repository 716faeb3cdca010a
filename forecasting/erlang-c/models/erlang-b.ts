import { expectNumber } from '../numerics/expect-number.ts';
import { logIdleOdds } from '../numerics/log-idle-odds.ts';

export type ErlangB = { readonly blocking: number; readonly occupancy: number };

/**
 * Erlang B (Erlang 1917; M/G/N/N): the share of calls that find all agents (or lines) busy when none may wait.
 * `load` in Erlang; both answers are shares. Without load nothing is blocked; without agents everything is, and the
 * occupancy is then 1 (the limit: no one is ever free). Relative error about 1e-13 up to 10 million agents.
 */
export function erlangB(question: { readonly agents: number; readonly load: number }): ErlangB {
  const { agents, load } = question;
  expectNumber('agents', agents, 'a whole number of at least 0');
  expectNumber('load', load, 'a number of at least 0');
  if (agents === 0) return { blocking: 1, occupancy: load > 0 ? 1 : 0 };
  if (load === 0) return { blocking: 0, occupancy: 0 };
  const odds = logIdleOdds(agents, load);
  // B = 1/(1+odds), written so that neither branch overflows.
  const blocking = odds > 0 ? Math.exp(-odds) / (1 + Math.exp(-odds)) : 1 / (1 + Math.exp(odds));
  // Carried load is load·odds/(1+odds): no difference of near-equal numbers in heavy overload.
  const carriedShare = odds > 0 ? 1 / (1 + Math.exp(-odds)) : Math.exp(odds) / (1 + Math.exp(odds));
  return { blocking, occupancy: Math.min(1, (load / agents) * carriedShare) };
}
