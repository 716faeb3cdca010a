import type { AgentId, ContactId, QueueId } from '#domain/ids.ts';
import type { EpochMs } from '#domain/time.ts';

/** When and where in its order the switch said something. */
export type Stamp = {
  /** Core-UUID: another one with each start of the switch. */
  readonly core: string;
  /** Event-Sequence: an order within the core that survives events overtaking each other on the wire. */
  readonly seq: number;
  readonly at: EpochMs;
};

/** A caller in a queue. The member is the place in one queue, the contact is the call. */
export type Member = { readonly member: string; readonly contact: ContactId; readonly queue: QueueId };

/** What mod_callcenter calls an agent's status. */
export type AgentStatus = 'Available' | 'Available (On Demand)' | 'On Break' | 'Logged Out';

/** Why a member left without an agent: mod_callcenter's words. */
export type CancelReason = 'NONE' | 'TIMEOUT' | 'NO_AGENT_TIMEOUT' | 'BREAK_OUT' | 'EXIT_WITH_KEY';

type OfMember<Kind extends string, Body = unknown> = { readonly kind: Kind; readonly member: Member } & Body;
type OfAgent<Kind extends string, Body = unknown> = { readonly kind: Kind; readonly agent: AgentId } & Body;
type WithAgent = { readonly agent: AgentId };
/** As the event repeats it, in whole seconds: for what was not heard when it happened. */
type Joined = { readonly joinedAt?: EpochMs };
type Answered = { readonly answeredAt?: EpochMs };

/** What one event of the switch says, as far as it concerns a contact centre. */
export type FreeswitchEvent = { readonly stamp: Stamp } & (
  | OfMember<
      'member-queued',
      {
        /** The caller had hung up in this queue before and takes up the old place. */
        readonly isResumed: boolean;
        readonly customer?: string;
        readonly isOutbound: boolean;
        /** When the call came to the switch. */
        readonly startedAt?: EpochMs;
      }
    >
  | OfMember<'agent-offered', WithAgent>
  | OfMember<'bridge-started', WithAgent & Joined>
  | OfMember<
      'bridge-ended',
      WithAgent & {
        readonly isBridged: boolean;
        readonly endedBy?: 'agent' | 'customer';
        readonly cause?: string;
      }
    >
  | OfMember<'bridge-failed', WithAgent & { readonly cause: string }>
  /** `isUp`: the call itself goes on. */
  | OfMember<'member-served', WithAgent & Joined & Answered & { readonly isUp: boolean }>
  | OfMember<
      'member-cancelled',
      Joined & { readonly reason: CancelReason | undefined; readonly isUp: boolean }
    >
  | OfAgent<'agent-status', { readonly status: AgentStatus }>
  | OfAgent<'agent-phase', { readonly phase: string }>
  | OfAgent<'agent-contact-changed'>
  | OfAgent<'agent-max-no-answer'>
  | { readonly kind: 'held' | 'unheld'; readonly contact: ContactId; readonly agent: AgentId }
  | { readonly kind: 'heartbeat' | 'shutdown' }
  /** Nothing for us: a count, a reply to somebody's question, an event of another module. */
  | { readonly kind: 'other' }
);
