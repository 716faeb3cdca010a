import type { ContactEvent } from '#domain/acd-event.ts';
import type { AgentTime } from '#domain/agent.ts';
import type { ContactRecord } from '#domain/contact.ts';
import type { AgentId, ContactId, QueueId, SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { AgentBook } from './agent-book.ts';
import { endlessRoom, type FloorRoom } from './room.ts';
import type { SourceClock } from './source-clock.ts';
import type { SourceHabit } from './source-habit.ts';

/** A contact in memory: everything told about it, and the life read from that. */
export type ContactBook = {
  readonly facts: ContactEvent[];
  record: ContactRecord;
  /** The floor's time when it was read: an open contact read later may have been silent for too long. */
  readAt: EpochMs;
};

/** What is known of a feed. Instants are on the floor's clock. */
export type SourceBook = {
  /** When it started, sorted: each start closes what was open before. */
  restarts: EpochMs[];
  /** Its last word was that it stops. */
  stoppedAt?: EpochMs;
  gaps: { readonly from: EpochMs; readonly to: EpochMs }[];
  /** Our clock, when anything came from it last. */
  heardAt: EpochMs;
  /** Its clock as its last heartbeat told it, and ours at that moment. Absent: it sends none. */
  beat?: { readonly at: EpochMs; readonly heardAt: EpochMs };
  /** How far its clock is from ours. */
  clock: SourceClock;
  /** How it usually speaks, where it sends no heartbeats. */
  habit?: SourceHabit;
  /** It plays a recording: its clock is its own. */
  isPlayed?: boolean;
  /** The time of its latest event. */
  latestAt: EpochMs;
};

/**
 * Whose time it is on the floor. Ours, on a real one: what a source tells is put where it happened by our clock. That of the sources,
 * where a recording is counted or a simulation lives at a speed of its own: then theirs is the only time there is. A floor of ours on
 * which nothing is heard but recordings that are played goes by theirs too.
 */
export type FloorTime = 'ours' | 'told';

/** All agents together, or the agents of one queue. */
export type Scope = QueueId | '*';
export const EVERYONE: Scope = '*';

/** Who is where: contacts in memory, agents' days, sources. Advanced in place by `advanceFloor`. */
export type Floor = {
  readonly time: FloorTime;
  readonly gridMs: DurationMs;
  readonly contacts: Map<ContactId, ContactBook>;
  readonly agents: Map<AgentId, AgentBook>;
  readonly sources: Map<SourceId, SourceBook>;
  /** Queues that were named, by whom first, and when last. */
  readonly queues: Map<QueueId, { readonly source: SourceId; toldAt: EpochMs }>;
  /** How much it holds, and how much it may. */
  readonly room: FloorRoom;
  /** Agents' marks before this were dropped; their time stays in the sums. */
  marksSince?: EpochMs;
  /** Agents' closed time by scope and cell. */
  readonly agentTime: Map<Scope, Map<EpochMs, AgentTime>>;
};

/** Nobody and nothing, and room for all. */
export function emptyFloor(gridMs: DurationMs, time: FloorTime): Floor {
  return {
    time,
    gridMs,
    contacts: new Map(),
    agents: new Map(),
    sources: new Map(),
    queues: new Map(),
    room: endlessRoom(),
    agentTime: new Map(),
  };
}
