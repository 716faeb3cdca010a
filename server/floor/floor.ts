import type { ContactEvent } from '#domain/acd-event.ts';
import type { AgentTime } from '#domain/agent.ts';
import type { ContactRecord } from '#domain/contact.ts';
import type { AgentId, ContactId, QueueId, SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { AgentBook } from './agent-book.ts';

/** A contact in memory: everything told about it, and the life read from that. */
export type ContactBook = {
  readonly facts: ContactEvent[];
  record: ContactRecord;
  /** The floor's time when it was read: an open contact read later may have been silent for too long. */
  readAt: EpochMs;
};

/** What is known of a feed. Instants of the source's own clock, except `heardAt`, which is ours. */
export type SourceBook = {
  /** When it started, sorted: each start closes what was open before. */
  restarts: EpochMs[];
  /** Its last word was that it stops. */
  stoppedAt?: EpochMs;
  gaps: { readonly from: EpochMs; readonly to: EpochMs }[];
  /** Our clock, when anything came from it last. */
  heardAt: EpochMs;
  /** Its clock as its last heartbeat told it, and ours at that moment. */
  clock?: { readonly at: EpochMs; readonly heardAt: EpochMs };
  /** The time of its latest event. */
  latestAt: EpochMs;
};

/** All agents together, or the agents of one queue. */
export type Scope = QueueId | '*';
export const EVERYONE: Scope = '*';

/** Who is where: contacts in memory, agents' days, sources. Advanced in place by `advanceFloor`. */
export type Floor = {
  readonly gridMs: DurationMs;
  readonly contacts: Map<ContactId, ContactBook>;
  readonly agents: Map<AgentId, AgentBook>;
  readonly sources: Map<SourceId, SourceBook>;
  /** Agents' marks before this were dropped; their time stays in the sums. */
  marksSince?: EpochMs;
  /** Agents' closed time by scope and cell. */
  readonly agentTime: Map<Scope, Map<EpochMs, AgentTime>>;
};

/** Nobody and nothing. */
export function emptyFloor(gridMs: DurationMs): Floor {
  return { gridMs, contacts: new Map(), agents: new Map(), sources: new Map(), agentTime: new Map() };
}
