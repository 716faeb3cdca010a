import type { AgentId, ContactId, QueueId, SourceId } from './ids.ts';
import type { EpochMs } from './time.ts';

/** What every event carries. Identity is (`source`, `id`): a second event with the same pair changes nothing. */
export type Envelope = {
  readonly id: string;
  readonly source: SourceId;
  readonly at: EpochMs;
  /** How coarse `at` is, in milliseconds: 1000 for a log of whole seconds. Absent: exact. */
  readonly precisionMs?: number;
  /** `receipt`: the source gave no time, so `at` is when we received the event. Absent: `origin`. */
  readonly clock?: 'origin' | 'receipt';
  /** The source's own order among its events of one instant. */
  readonly seq?: number;
};

/** An open set: voice, chat, wechat, qq, email, callback, voicemail, ticket, counter, … */
export type Channel = string;
export type Direction = 'inbound' | 'outbound';
export type Labels = Readonly<Record<string, string>>;

/** Why a contact flowed out of a queue without an answer. A flow-out is not an abandon. */
export type LeftReason =
  | 'timeout'
  | 'empty'
  | 'key'
  | 'overflow'
  | 'voicemail'
  | 'callback'
  | 'closed'
  | 'withdrawn'
  | 'error';

type OfContact<Kind extends string, Body = unknown> = Envelope & {
  readonly kind: Kind;
  readonly contact: ContactId;
} & Body;

export type ContactEvent =
  | OfContact<
      'contact-started',
      {
        readonly channel: Channel;
        readonly direction: Direction;
        readonly customer?: string;
        readonly priority?: number;
        readonly labels?: Labels;
      }
    >
  | OfContact<'contact-queued', { readonly queue: QueueId; readonly priority?: number }>
  | OfContact<'contact-ringing', { readonly queue?: QueueId; readonly agent?: AgentId }>
  | OfContact<'contact-refused', { readonly queue?: QueueId; readonly agent?: AgentId }>
  | OfContact<'contact-answered', { readonly queue?: QueueId; readonly agent?: AgentId }>
  | OfContact<'contact-held', { readonly agent?: AgentId }>
  | OfContact<'contact-resumed', { readonly agent?: AgentId }>
  | OfContact<'contact-transferred', { readonly agent?: AgentId; readonly to?: string }>
  | OfContact<'contact-left', { readonly queue?: QueueId; readonly reason: LeftReason }>
  | OfContact<
      'contact-abandoned',
      { readonly queue?: QueueId; readonly during: 'self-service' | 'queue' | 'ringing' }
    >
  | OfContact<'contact-ended', { readonly by?: 'customer' | 'agent' | 'system' }>
  | OfContact<'contact-wrapped', { readonly agent?: AgentId }>
  | OfContact<'contact-message', { readonly by: 'customer' | 'agent' | 'bot'; readonly agent?: AgentId }>
  | OfContact<'contact-labelled', { readonly labels: Labels }>;

type OfAgent<Kind extends string, Body = unknown> = Envelope & {
  readonly kind: Kind;
  readonly agent: AgentId;
} & Body;

export type AgentEvent =
  | OfAgent<'agent-signed-in', { readonly queues?: readonly QueueId[]; readonly site?: string }>
  | OfAgent<'agent-signed-out'>
  | OfAgent<
      'agent-state',
      { readonly state: 'available' | 'busy' | 'wrap-up' | 'away'; readonly reason?: string }
    >
  | OfAgent<'agent-queues', { readonly queues: readonly QueueId[] }>
  | OfAgent<'agent-heartbeat'>;

type OfSource<Kind extends string, Body = unknown> = Envelope & { readonly kind: Kind } & Body;

export type SourceEvent =
  /** Whatever the source left open before it restarted ends here. `played`: it plays a recording, at its own speed and by its own clock. */
  | OfSource<'source-started', { readonly played?: boolean }>
  | OfSource<'source-stopped'>
  /** Events between `from` and `at` are known to be missing. */
  | OfSource<'source-gap', { readonly from: EpochMs }>
  /** The source is alive; `at` is its clock. */
  | OfSource<'source-heartbeat'>;

/** A fact that a switch or a chat system reports, in the past tense. */
export type AcdEvent = ContactEvent | AgentEvent | SourceEvent;
