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

/** The live figures of one queue, or of all together. */
export type Figures = {
  readonly target: ServiceTarget;
  /** Customers on the line or in a chat. */
  readonly waiting: number;
  /** When the contact that has waited longest was queued. Absent: nobody waits. */
  readonly oldestQueuedAt?: EpochMs;
  /** Voicemail, calls back, e-mail and tickets in the queue: nobody holds the line for them. */
  readonly deferred: number;
  /** When the oldest of those was queued. Absent: there are none. */
  readonly oldestDeferredAt?: EpochMs;
  readonly agents: AgentsNow;
  readonly interval: Period;
  readonly day: Period;
  /** Abandons of the last 30 minutes, by the time they hung up. */
  readonly abandonedLately: number;
};

export type QueueFigures = Figures & { readonly name: Naming };

/** `live`: heard lately. `quiet`: silent, and it may rightly be. `silent`: dead for all we know. `stopped`: it said so. */
export type SourceState = 'live' | 'quiet' | 'silent' | 'stopped';

/** The feed of one source. Its age travels in the heartbeat, because it changes every moment. */
export type SourceFigures = { readonly state: SourceState; readonly refused: number };

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
  /** Only on the board of a demonstration. */
  readonly demo?: DemoFigures;
};

/** An alert with what its sentence needs. */
export type BoardAlert = Extract<Alert, { state: 'firing' | 'resolved' }> & AlertLimit;
