import type { DurationMs, EpochMs } from './time.ts';

/** What an agent is doing. `unreachable`: heartbeats stopped while signed in. */
export type AgentState = 'available' | 'busy' | 'wrap-up' | 'away' | 'unreachable';

/** How many agents are in each state now. `unsigned` are on a contact though no sign-in was told: their idle time is unknown. */
export type AgentsNow = Readonly<Record<AgentState, number>> & { readonly unsigned: number };

/** Signed-in time of agents by state, in milliseconds. Adds over agents and intervals. */
export type AgentTime = { -readonly [State in AgentState as `${TimeName[State]}Ms`]: DurationMs };
type TimeName = {
  available: 'available';
  busy: 'busy';
  'wrap-up': 'wrapUp';
  away: 'away';
  unreachable: 'unreachable';
};

/** Silence of an agent who has sent heartbeats, after which the agent counts as unreachable. */
export const HEARTBEAT_LIMIT_MS: DurationMs = 30_000;

/** Zero time in every state. */
export function noAgentTime(): AgentTime {
  return { availableMs: 0, busyMs: 0, wrapUpMs: 0, awayMs: 0, unreachableMs: 0 };
}

/** Adds `times` × `more` to `sum` in place; -1 subtracts it. */
export function addAgentTime(sum: AgentTime, more: Readonly<AgentTime>, times: 1 | -1 = 1): void {
  sum.availableMs += times * more.availableMs;
  sum.busyMs += times * more.busyMs;
  sum.wrapUpMs += times * more.wrapUpMs;
  sum.awayMs += times * more.awayMs;
  sum.unreachableMs += times * more.unreachableMs;
}

/** No agents in any state. */
export function noAgents(): { -readonly [State in keyof AgentsNow]: number } {
  return { available: 0, busy: 0, 'wrap-up': 0, away: 0, unreachable: 0, unsigned: 0 };
}

/** The instant from which the agent counts as unreachable: when it was last heard from, plus the limit. */
export function unreachableFrom(heardAt: EpochMs): number {
  return heardAt + HEARTBEAT_LIMIT_MS;
}
