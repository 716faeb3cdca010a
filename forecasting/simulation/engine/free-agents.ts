import { MOST_SLOTS } from '../model/compile-model.ts';
import type { Agents } from './agents.ts';

/** Puts an agent at the end of the list of its group's agents with this load, out of the list it was in. */
export function joinFree(agents: Agents, agent: number, group: number, load: number): void {
  leaveFree(agents, agent, group);
  const list = group * MOST_SLOTS + load;
  const last = agents.lastFree[list] ?? -1;
  agents.list[agent] = list;
  agents.before[agent] = last;
  agents.after[agent] = -1;
  agents.order[agent] = agents.orders;
  agents.orders += 1;
  if (last < 0) agents.firstFree[list] = agent;
  else agents.after[last] = agent;
  agents.lastFree[list] = agent;
  if (load === 0) agents.idle[group] = (agents.idle[group] ?? 0) + 1;
}

/** Takes an agent out of its list of free agents; one in no list stays so. */
export function leaveFree(agents: Agents, agent: number, group: number): void {
  const list = agents.list[agent] ?? -1;
  if (list < 0) return;
  const before = agents.before[agent] ?? -1;
  const after = agents.after[agent] ?? -1;
  if (before < 0) agents.firstFree[list] = after;
  else agents.after[before] = after;
  if (after < 0) agents.lastFree[list] = before;
  else agents.before[after] = before;
  agents.list[agent] = -1;
  if (list === group * MOST_SLOTS) agents.idle[group] = (agents.idle[group] ?? 0) - 1;
}
