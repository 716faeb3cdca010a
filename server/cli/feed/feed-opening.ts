import type { AcdEvent, AgentEvent } from '#domain/acd-event.ts';
import type { AgentId, ContactId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** Lets through what belongs to a recording played from an instant on; what it answers is played now, in this order. */
export type Opening = (event: AcdEvent) => readonly AcdEvent[];

/**
 * Opens a recording at `from`. Contacts that were under way then are left out whole, for half a contact has no true wait.
 * Agents who were signed in are told to be, in the state that they were in, at `from`.
 * The sources' own words are left out: a run has its own beginning and end.
 */
export function openAt(from: EpochMs | undefined): Opening {
  const begun = new Set<ContactId>();
  const agents = new Map<AgentId, Map<string, AgentEvent>>();
  let opened = from === undefined;
  return (event) => {
    if (
      event.kind === 'source-started' ||
      event.kind === 'source-stopped' ||
      event.kind === 'source-heartbeat'
    ) {
      return [];
    }
    if (from !== undefined && event.at < from) {
      if ('contact' in event) begun.add(event.contact);
      if ('agent' in event && !('contact' in event)) remember(agents, event);
      return [];
    }
    if ('contact' in event && begun.has(event.contact)) return [];
    if (opened) return [event];
    opened = true;
    return [...present(agents, from ?? event.at), event];
  };
}

/** The last word of each kind about each agent is enough to know how the floor stood. */
function remember(agents: Map<AgentId, Map<string, AgentEvent>>, event: AgentEvent): void {
  if (event.kind === 'agent-signed-out') {
    agents.delete(event.agent);
    return;
  }
  const facts = agents.get(event.agent) ?? new Map<string, AgentEvent>();
  // Signing in begins anew.
  if (event.kind === 'agent-signed-in') facts.clear();
  facts.delete(event.kind);
  facts.set(event.kind, event);
  agents.set(event.agent, facts);
}

const present = (agents: ReadonlyMap<AgentId, ReadonlyMap<string, AgentEvent>>, at: EpochMs): AcdEvent[] =>
  Array.from(agents.values(), (facts) => Array.from(facts.values(), (event) => ({ ...event, at }))).flat();
