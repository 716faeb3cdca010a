import type { Labels, LeftReason } from '#domain/acd-event.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';

/** When the switch says that something happened, and how well it knows. */
export type FactTime = {
  readonly at: EpochMs;
  /** Absent: to the millisecond. */
  readonly precisionMs?: number;
  /** `receipt`: the switch gave no time, and this is when we heard of it. */
  readonly clock?: 'receipt';
  /** A list has counted it back from the moment in which it was written. */
  readonly isListed?: true;
};

/** How a talk with an agent ended. */
export type Release = 'customer' | 'agent' | 'transfer' | 'unknown';

/** How a wait ended without an answer. */
export type Exit = LeftReason | 'abandoned';

/** What a call was doing; `call` is the caller channel's Uniqueid, which the log calls callid. */
export type CallFact =
  | { readonly kind: 'entered'; readonly queue: string; readonly customer?: string }
  | { readonly kind: 'rang' | 'refused' | 'ring-cancelled'; readonly queue: string; readonly member: string }
  /** For so long the caller had waited, and the member's telephone had rung. */
  | {
      readonly kind: 'connected';
      readonly queue: string;
      readonly member: string;
      readonly waitMs?: DurationMs;
      readonly ringMs?: DurationMs;
    }
  | { readonly kind: 'held' | 'resumed'; readonly member: string }
  | {
      readonly kind: 'released';
      readonly queue: string;
      readonly member: string;
      readonly how: Release;
      readonly to?: string;
      /** How long the wait and the talk were, by the switch's own count in whole seconds. */
      readonly waitMs?: DurationMs;
      readonly talkMs?: DurationMs;
      /** The caller goes on elsewhere, and the hang-up will be told. */
      readonly hangUpFollows?: true;
    }
  /** `presumed`: what the exit was is not certain, and these are the words for it. */
  | {
      readonly kind: 'left';
      readonly queue: string;
      readonly exit: Exit;
      readonly presumed?: string;
      readonly waitMs?: DurationMs;
    }
  /** The caller is not in the queue any more; that it was given up, or answered, or something else, is still to be told. */
  | {
      readonly kind: 'gone';
      readonly queue: string;
      readonly said: 'abandon' | 'leave';
      readonly waitMs?: DurationMs;
    }
  /** The switch does not list it: what was open of it in the queue is over, whether it waited or talked. */
  | { readonly kind: 'unlisted'; readonly queue: string }
  /** How the wait that is over has ended, said by the dialplan or by a variable of the channel. */
  | { readonly kind: 'hinted'; readonly exit: Exit }
  /** Queue() did not let it in. */
  | { readonly kind: 'turned-away'; readonly queue: string; readonly exit: LeftReason }
  | { readonly kind: 'hung-up' }
  | { readonly kind: 'labelled'; readonly labels: Labels };

/** What a member of queues was doing. `member` is a name, an interface or a number, as the switch has it. */
export type MemberFact =
  | ({ readonly kind: 'joined' } & Membership)
  | { readonly kind: 'departed'; readonly queue: string }
  | { readonly kind: 'paused'; readonly queue: string; readonly pause: string }
  | { readonly kind: 'unpaused'; readonly queue: string }
  | { readonly kind: 'logged-on' | 'logged-off' }
  | ({ readonly kind: 'device'; readonly status: DeviceStatus } & Membership);

/** How a member stands in a queue. */
export type Membership = {
  readonly queue: string;
  /** The reason, which may be empty. Absent: not paused. */
  readonly pause?: string;
  /** A member by configuration: present when its device is. */
  readonly isStatic?: true;
};

/** What a member's device does: `gone` is unregistered or unknown to the switch. */
export type DeviceStatus = 'idle' | 'in-use' | 'ringing' | 'gone';

/** One thing that happened in a switch, from whichever of its two mouths. */
export type SwitchFact = FactTime &
  (
    | (CallFact & { readonly call: string })
    | (MemberFact & { readonly member: string })
    /** Everything before is over. */
    | { readonly kind: 'started' | 'stopped' }
  );
