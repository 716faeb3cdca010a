import type { Alert, AlertLimit } from '../alert.ts';
import type { AgentsNow, AgentTime } from '../agent.ts';
import type { Naming } from '../centre.ts';
import type { Counts } from '../measures/counts.ts';
import type { DemoFigures } from './demo.ts';
import type { QueueId, SourceId } from '../ids.ts';
import type { ServiceTarget } from '../service-target.ts';
import type { DurationMs, EpochMs } from '../time.ts';

/** Counts of the contacts that arrived in a period, and the time agents spent in it. Measures are computed from these, never sent. */
export type Period = {
  readonly start: EpochMs;
  readonly counts: Readonly<Omit<Counts, 'checksum'>>;
  /** Waiting contacts of the period that can still be answered within the target. */
  readonly undecided: number;
  readonly agentTime: Readonly<AgentTime>;
};

/**
 * Whether figures can be believed: it is that of the feeds they come from.
 * `live`: all of them beat. `quiet`: one sends no heartbeats, and is not silent for longer than it usually is; the wall says when its
 * last word was. `unfed`: no source was ever heard. `stopped`: all of them said that they stop. `dead`: at least one is silent for all we know.
 * What comes from a feed that stopped or is dead stands still as of `frozenAt`, its last word; absent: it was never heard.
 * `clock-wrong`: a clock is so wrong that nothing that depends on it can be believed.
 */
export type Freshness =
  | { readonly state: 'live' | 'quiet' | 'unfed' }
  | {
      readonly state: 'stopped' | 'dead';
      readonly sources: readonly SourceId[];
      readonly frozenAt?: EpochMs;
    }
  | { readonly state: 'clock-wrong'; readonly sources: readonly SourceId[] };

/** Visits that are not over. */
export type OpenVisits = {
  readonly count: number;
  /** When the one that has waited longest was queued. Absent: there is none. */
  readonly oldestQueuedAt?: EpochMs;
  /** Its wait stands still here, for its feed is dead. Absent: it counts on. */
  readonly oldestUntil?: EpochMs;
};

/** Visits that are not the headline's: calls that we make, and work for which nobody holds the line. */
export type StreamFigures = {
  readonly open: OpenVisits;
  readonly interval: Omit<Period, 'agentTime'>;
  readonly day: Omit<Period, 'agentTime'>;
};

/** The live figures of one queue, or of all together. Counts are of customers who came to us and hold the line or a chat. */
export type Figures = {
  readonly target: ServiceTarget;
  /** The feeds they come from. For a queue of which none has told yet: all feeds. */
  readonly sources: readonly SourceId[];
  readonly freshness: Freshness;
  /** Customers on the line or in a chat. */
  readonly waiting: number;
  /** When the contact that has waited longest was queued. Absent: nobody waits. */
  readonly oldestQueuedAt?: EpochMs;
  /** The longest wait stands still here, for its feed is dead. Absent: it counts on. */
  readonly oldestUntil?: EpochMs;
  /** Voicemail, calls back, e-mail and tickets in the queue: nobody holds the line for them. */
  readonly deferred: number;
  /** When the oldest of those was queued. Absent: there are none. */
  readonly oldestDeferredAt?: EpochMs;
  readonly agents: AgentsNow;
  readonly interval: Period;
  readonly day: Period;
  /** Abandons of the last 30 minutes, by the time they hung up. */
  readonly abandonedLately: number;
  /** Figures of their own, where there was anything today. */
  readonly outboundWork?: StreamFigures;
  readonly deferredWork?: StreamFigures;
};

export type QueueFigures = Figures & { readonly name: Naming };

/**
 * `live`: its heartbeats come. `quiet`: it sends none, and is not silent for longer than it usually is. `silent`: dead for all we
 * know. `stopped`: it said so. `clock-wrong`: its clock is further from ours than can be put right.
 */
export type SourceState = 'live' | 'quiet' | 'silent' | 'stopped' | 'clock-wrong';

/** The feed of one source. Its age travels in the heartbeat, because it changes every moment. */
export type SourceFigures = {
  readonly state: SourceState;
  readonly refused: number;
  /** Nothing has ever come from it. */
  readonly isUnheard?: true;
  /** Its switch does not let us in: a wrong password, or a right that is missing. */
  readonly isLoginRefused?: true;
  /** How far its clock is ahead of ours, negative: behind. Absent: it is right. Up to some minutes figures are put right by it. */
  readonly skewMs?: DurationMs;
};

/**
 * What a start counts again: after a target has changed, or from the journal where there was no checkpoint. `all`: no figure can be
 * believed yet. `past`: what a wall shows is right already. `share`: how much is done, from 0 to 1, in whole percent.
 */
export type Recount = { readonly share: number; readonly scope: 'all' | 'past' };

/** Everything a wall shows. Plain JSON; what is unknown is absent. */
export type Board = {
  readonly centre: {
    readonly name: Naming;
    readonly zone: string;
    readonly intervalMs: DurationMs;
    /** Of the definitions the figures were counted by. */
    readonly definitions: string;
  };
  readonly total: Figures;
  readonly queues: Readonly<Record<QueueId, QueueFigures>>;
  readonly sources: Readonly<Record<SourceId, SourceFigures>>;
  /** Firing ones, and those resolved in the last minutes; keyed by rule and subject. */
  readonly alerts: Readonly<Record<string, BoardAlert>>;
  /** While something is counted again. Absent: every figure is final. */
  readonly recount?: Recount;
  /** Only on the board of a demonstration. */
  readonly demo?: DemoFigures;
};

/** An alert with what its sentence needs. */
export type BoardAlert = Extract<Alert, { state: 'firing' | 'resolved' }> & AlertLimit;
