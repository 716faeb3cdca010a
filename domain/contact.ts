import type { Channel, ContactEvent, Direction, Labels, LeftReason } from './acd-event.ts';
import type { AgentId, ContactId, QueueId, SourceId } from './ids.ts';
import { HOUR_MS, type DurationMs, type EpochMs } from './time.ts';

/** How a queue visit ended, or that it has not. `lost`: its end was never told. */
export type Outcome =
  | { readonly state: 'waiting' }
  | { readonly state: 'answered'; readonly at: EpochMs; readonly agent?: AgentId; readonly handled?: Handled }
  | { readonly state: 'abandoned'; readonly at: EpochMs; readonly during: 'queue' | 'ringing' }
  | { readonly state: 'left'; readonly at: EpochMs; readonly reason: LeftReason }
  | { readonly state: 'lost'; readonly at: EpochMs };

/** Handling that is over: talk and hold until `endedAt`, then wrap-up until `wrappedAt` where one was told. */
export type Handled = { readonly endedAt: EpochMs; readonly wrappedAt?: EpochMs };

/** One pass of a contact through one queue. A transferred contact has several. */
export type Visit = {
  readonly queue: QueueId;
  readonly queuedAt: EpochMs;
  /** Who told that it was queued. */
  readonly source: SourceId;
  readonly priority?: number;
  /** Times it rang at an agent who did not answer. */
  readonly refused: number;
  /** When it began to ring, the first time. Absent: no ringing was told. */
  readonly rangAt?: EpochMs;
  readonly outcome: Outcome;
};

/** An agent and a contact together: from the answer until the talk ends, then wrap-up. */
export type Engagement = {
  readonly agent: AgentId;
  readonly queue?: QueueId;
  readonly answeredAt: EpochMs;
  readonly endedAt?: EpochMs;
  readonly wrappedAt?: EpochMs;
  /** Its place among the contact's visits. Absent: no queue has told of it. */
  readonly visit?: number;
  /** Time on hold so far. Absent: it was never told to be held. */
  readonly holdMs?: DurationMs;
  readonly holds?: number;
  /** The agent passed the contact on. */
  readonly transferred?: true;
};

/** A talk with an agent whom the source did not name. */
export type UnnamedEngagement = Omit<Engagement, 'agent'>;

/** A message of a chat, as it was told. */
export type Message = Extract<ContactEvent, { kind: 'contact-message' }>;

/** Something in a contact's facts that does not fit; it is recorded and the reading goes on. */
export type OddityKind =
  | 'answered-before-queued'
  | 'answered-without-queue'
  | 'answered-twice'
  | 'queued-again'
  | 'left-not-waiting'
  | 'abandoned-not-waiting'
  | 'ended-while-waiting'
  | 'ended-without-answer'
  | 'transferred-not-talking'
  | 'wrapped-before-end'
  | 'end-presumed'
  | 'closed-by-restart'
  | 'end-never-told';
export type Oddity = { readonly kind: OddityKind; readonly at: EpochMs };

/** The life of a contact, as its facts tell it. */
export type ContactRecord = {
  readonly contact: ContactId;
  readonly firstAt: EpochMs;
  readonly lastAt: EpochMs;
  readonly channel?: Channel;
  readonly direction?: Direction;
  readonly customer?: string;
  /** As it was told at the beginning; visits may have others. */
  readonly priority?: number;
  readonly labels?: Labels;
  readonly visits: readonly Visit[];
  readonly engagements: readonly Engagement[];
  /** Absent: every talk is with an agent who is named. */
  readonly unnamedEngagements?: readonly UnnamedEngagement[];
  /** Absent: none was told. */
  readonly messages?: readonly Message[];
  /** When it began by its own word, which may be before a queue or an agent. */
  readonly startedAt?: EpochMs;
  /** When it was told to be at an end, the last time. */
  readonly endedAt?: EpochMs;
  /** Hung up before it reached a queue. */
  readonly abandonedInSelfServiceAt?: EpochMs;
  /** Nothing is open any more. */
  readonly over: boolean;
  readonly oddities: readonly Oddity[];
};

/** Channels whose contacts may rightly wait for days. */
const DEFERRED: ReadonlySet<Channel> = new Set(['email', 'ticket', 'voicemail', 'callback']);

/** Nobody holds the line: such a contact is work to be done, not a customer who waits. */
export function isDeferred(channel: Channel | undefined): boolean {
  return channel !== undefined && DEFERRED.has(channel);
}

/**
 * What a visit is counted with. `inbound`: a customer came to us and holds the line or a chat; this is the headline. `deferred`: work
 * that nobody holds the line for. `outbound`: we call; such a contact says nothing of how customers are answered.
 */
export const STREAMS = ['inbound', 'deferred', 'outbound'] as const;
export type Stream = (typeof STREAMS)[number];

/** Direction and channel decide. Calling back is work that a customer asked for, also where the switch calls it outbound. */
export function streamOf({ channel, direction }: Pick<ContactRecord, 'channel' | 'direction'>): Stream {
  if (direction === 'outbound' && channel !== 'callback') return 'outbound';
  return isDeferred(channel) ? 'deferred' : 'inbound';
}

/** After this long without a word about an open contact its end counts as lost, so that a missing hang-up cannot wait for ever. */
export function openLimitMs(channel: Channel | undefined): DurationMs {
  return isDeferred(channel) ? 14 * 24 * HOUR_MS : 4 * HOUR_MS;
}
