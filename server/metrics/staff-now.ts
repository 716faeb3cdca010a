import { addAgentTime, noAgents, noAgentTime, type AgentsNow, type AgentTime } from '#domain/agent.ts';
import type { EpochMs } from '#domain/time.ts';
import { openStays, type OpenCell } from '../floor/agent-book.ts';
import { scopesOf } from '../floor/agent-engagements.ts';
import { EVERYONE, type Floor, type Scope } from '../floor/floor.ts';
import { stateOf, type Standing } from '../floor/standing.ts';

/** The agents of a scope: how many in each state, and their time in the cells that are not closed yet. */
export type StaffNow = {
  readonly agents: { -readonly [State in keyof AgentsNow]: number };
  readonly openTime: Map<EpochMs, AgentTime>;
};

/** Everyone and each queue, at `now`. A scope with nobody is absent. */
export function staffNow(floor: Floor, now: EpochMs): ReadonlyMap<Scope, StaffNow> {
  const staff = new Map<Scope, StaffNow>();
  for (const book of floor.agents.values()) {
    const { standing, cells } = openStays(book, now, floor.gridMs);
    countAgent(staff, standing, now);
    for (const cell of cells) addOpenTime(staff, cell);
  }
  return staff;
}

function countAgent(staff: Map<Scope, StaffNow>, standing: Standing, now: EpochMs): void {
  const state = stateOf(standing, now);
  if (state === undefined) {
    if (standing.inHand.length > 0)
      for (const scope of scopesInHand(standing)) staffOf(staff, scope).agents.unsigned += 1;
    return;
  }
  const scopes = new Set<Scope>([...standing.queues, ...scopesInHand(standing)]);
  for (const scope of scopes) staffOf(staff, scope).agents[state] += 1;
}

/** Everyone, and the queues of the contacts in hand: also for agents who are not signed in to them. */
function scopesInHand(standing: Standing): ReadonlySet<Scope> {
  return new Set<Scope>([EVERYONE, ...standing.inHand.flatMap((queue) => (queue === '' ? [] : [queue]))]);
}

function addOpenTime(staff: Map<Scope, StaffNow>, { start, stays }: OpenCell): void {
  for (const stay of stays) {
    for (const scope of scopesOf(stay)) {
      const { openTime } = staffOf(staff, scope);
      const time = openTime.get(start) ?? noAgentTime();
      addAgentTime(time, stay.time);
      openTime.set(start, time);
    }
  }
}

function staffOf(staff: Map<Scope, StaffNow>, scope: Scope): StaffNow {
  let found = staff.get(scope);
  if (found === undefined) {
    found = { agents: noAgents(), openTime: new Map() };
    staff.set(scope, found);
  }
  return found;
}
