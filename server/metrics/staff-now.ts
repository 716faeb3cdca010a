import { addAgentTime, noAgents, noAgentTime, type AgentsNow, type AgentTime } from '#domain/agent.ts';
import type { EpochMs } from '#domain/time.ts';
import type { SourceId } from '#domain/ids.ts';
import { isBehind, openStays, standingAt, type AgentBook, type OpenCell } from '../floor/agent-book.ts';
import { knownUntil, type Feeds } from '../floor/source-states.ts';
import { scopesOf } from '../floor/agent-engagements.ts';
import { EVERYONE, type Floor, type Scope } from '../floor/floor.ts';
import { stateOf, type Standing } from '../floor/standing.ts';

/** The agents of a scope: how many in each state, their time in the cells that are not closed yet, and who tells of them. */
export type StaffNow = {
  readonly agents: { -readonly [State in keyof AgentsNow]: number };
  readonly openTime: Map<EpochMs, AgentTime>;
  readonly sources: Set<SourceId>;
};

/** Everyone and each queue, at `now`; an agent of a dead feed as of its last word. A scope with nobody is absent. */
export function staffNow(
  floor: Floor,
  { feeds, now }: { readonly feeds: Feeds; readonly now: EpochMs },
): ReadonlyMap<Scope, StaffNow> {
  const staff = new Map<Scope, StaffNow>();
  const isBounded = floor.room.bounds.agentTimeMs < Infinity;
  for (const book of floor.agents.values()) {
    if (isOfGone(book, feeds)) continue;
    const until = knownUntil(feeds, book.sources, now);
    // What is still to be added up of an earlier time is not looked through with every board: it is there when it has been.
    if (isBounded && isBehind(book, until, floor.gridMs)) {
      countAgent(staff, book, standingAt(book, until, floor.gridMs), until);
      continue;
    }
    const { standing, cells } = openStays(book, until, floor.gridMs);
    countAgent(staff, book, standing, until);
    for (const cell of cells) addOpenTime(staff, cell);
  }
  return staff;
}

/** Whoever told of the agent was replaced: where the agent is now is not known. */
function isOfGone({ sources }: AgentBook, feeds: Feeds): boolean {
  for (const source of sources) if (feeds.get(source)?.isGone !== true) return false;
  return sources.size > 0;
}

function countAgent(
  staff: Map<Scope, StaffNow>,
  { sources }: AgentBook,
  standing: Standing,
  at: EpochMs,
): void {
  const state = stateOf(standing, at);
  if (state === undefined) {
    if (standing.inHand.length > 0)
      for (const scope of scopesInHand(standing)) staffOf(staff, scope).agents.unsigned += 1;
    return;
  }
  for (const scope of new Set<Scope>([...standing.queues, ...scopesInHand(standing)])) {
    const found = staffOf(staff, scope);
    found.agents[state] += 1;
    for (const source of sources) found.sources.add(source);
  }
}

/** Everyone, and the queues of the contacts in hand: also for agents who are not signed in to them. */
function scopesInHand(standing: Standing): ReadonlySet<Scope> {
  return new Set<Scope>([EVERYONE, ...standing.inHand.flatMap(({ queue }) => queue ?? [])]);
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
    found = { agents: noAgents(), openTime: new Map(), sources: new Set() };
    staff.set(scope, found);
  }
  return found;
}
