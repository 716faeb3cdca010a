import { addAgentTime, noAgents, noAgentTime, type AgentsNow, type AgentTime } from '#domain/agent.ts';
import type { EpochMs } from '#domain/time.ts';
import { closeCells, openStays, type Stay } from '../floor/agent-book.ts';
import { scopesOf, stayListener } from '../floor/agent-engagements.ts';
import { EVERYONE, type Floor, type Scope } from '../floor/floor.ts';
import { stateOf, type Standing } from '../floor/standing.ts';

/** The agents of a scope: how many in each state, and their time since the last cell border, which no closed cell has yet. */
export type StaffNow = {
  readonly agents: { -readonly [State in keyof AgentsNow]: number };
  readonly openTime: AgentTime;
};

/** Everyone and each queue, at `now`. A scope with nobody is absent. Closes the cells that are over on the way. */
export function staffNow(floor: Floor, now: EpochMs): ReadonlyMap<Scope, StaffNow> {
  const staff = new Map<Scope, StaffNow>();
  const listener = stayListener(floor);
  for (const book of floor.agents.values()) {
    closeCells(book, now, floor.gridMs, listener);
    const { standing, stays } = openStays(book, now);
    countAgent(staff, standing, now);
    for (const stay of stays) addOpenTime(staff, stay);
  }
  return staff;
}

function countAgent(staff: Map<Scope, StaffNow>, standing: Standing, now: EpochMs): void {
  const state = stateOf(standing, now);
  if (state === undefined) {
    if (standing.inHand.length > 0)
      for (const scope of scopesInHand(standing)) at(staff, scope).agents.unsigned += 1;
    return;
  }
  const scopes = new Set<Scope>([...standing.queues, ...scopesInHand(standing)]);
  for (const scope of scopes) at(staff, scope).agents[state] += 1;
}

/** Everyone, and the queues of the contacts in hand: also for agents who are not signed in to them. */
function scopesInHand(standing: Standing): ReadonlySet<Scope> {
  return new Set<Scope>([EVERYONE, ...standing.inHand.flatMap((queue) => (queue === '' ? [] : [queue]))]);
}

function addOpenTime(staff: Map<Scope, StaffNow>, stay: Stay): void {
  for (const scope of scopesOf(stay)) addAgentTime(at(staff, scope).openTime, stay.time);
}

function at(staff: Map<Scope, StaffNow>, scope: Scope): StaffNow {
  let found = staff.get(scope);
  if (found === undefined) {
    found = { agents: noAgents(), openTime: noAgentTime() };
    staff.set(scope, found);
  }
  return found;
}
