import type { QueueId, SourceId } from './ids.ts';
import type { DurationMs, EpochMs } from './time.ts';

/** What a rule may watch. Shares are 0 to 1, waits are seconds, `waiting` is contacts. */
export type AlertMeasure = 'service-level' | 'longest-wait' | 'waiting' | 'abandon-rate' | 'source-silence';
export type Severity = 'warning' | 'critical';

/** One rule for one queue, for every queue, for the centre as a whole, or for every source. */
export type RuleScope =
  | { readonly kind: 'queue'; readonly queue: QueueId }
  | { readonly kind: 'every-queue' }
  | { readonly kind: 'centre' }
  | { readonly kind: 'every-source' };

/** `target`: the queue's own service level target, plus `offset`. `target-time`: so many times the seconds of that target. */
export type Threshold =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'target'; readonly offset: number }
  | { readonly kind: 'target-time'; readonly times: number };

/** "Fires when service level is below target for 60 s with at least 10 offered; clears above target + 2 points." */
export type AlertRule = {
  readonly id: string;
  readonly measure: AlertMeasure;
  readonly scope: RuleScope;
  readonly breach: 'above' | 'below';
  readonly threshold: Threshold;
  /** The value at which a firing alert is over: on the good side of the threshold, so that it does not flap. */
  readonly clear: Threshold;
  readonly forMs: DurationMs;
  /** Offered contacts of the interval below which a ratio says nothing. */
  readonly minimumSample: number;
  readonly severity: Severity;
};

/** Whom an alert is about. */
export type AlertSubject =
  | { readonly kind: 'queue'; readonly queue: QueueId }
  | { readonly kind: 'centre' }
  | { readonly kind: 'source'; readonly source: SourceId };

/** Why an alert is in the state it is in: the same word on the wall, in the log and in a test. */
export type AlertReason =
  | 'within-limits'
  | 'breach-began'
  | 'breach-held'
  | 'breach-continues'
  | 'waiting-for-clear-value'
  | 'holding-without-a-value'
  | 'recovered-before-firing'
  | 'value-lost-before-firing'
  | 'cleared';

type Alarm<State extends string, Body = unknown> = {
  readonly state: State;
  readonly rule: string;
  readonly subject: AlertSubject;
  readonly reason: AlertReason;
} & Body;

/** `since` is when the breach began; `firedAt` when it had held for the rule's time. */
export type Alert =
  | Alarm<'pending', { readonly since: EpochMs; readonly value: number }>
  | Alarm<'firing', { readonly since: EpochMs; readonly firedAt: EpochMs; readonly value: number }>
  | Alarm<
      'resolved',
      {
        readonly since: EpochMs;
        readonly firedAt: EpochMs;
        readonly resolvedAt: EpochMs;
        readonly value: number;
      }
    >;

/** What an alert's sentence needs of its rule: the threshold is the one in force for its subject. */
export type AlertLimit = Pick<AlertRule, 'measure' | 'breach' | 'severity'> & { readonly threshold: number };

/** `inactive`: there is no alert. */
export type AlertPhase = 'inactive' | Alert['state'];

/** One change of an alert: from what to what, why and when. What is delivered to people and written into an audit is these. */
export type AlertTransition = {
  readonly rule: string;
  readonly subject: AlertSubject;
  readonly from: AlertPhase;
  readonly to: AlertPhase;
  readonly reason: AlertReason;
  readonly at: EpochMs;
  /** The last value that was known. */
  readonly value: number;
  /** Absent: the rule or its subject is gone. */
  readonly limit?: AlertLimit;
};

/** Names an alert: one rule about one subject. */
export function alertKey(rule: string, subject: AlertSubject): string {
  switch (subject.kind) {
    case 'queue':
      return `${rule}/queue/${subject.queue}`;
    case 'centre':
      return `${rule}/centre`;
    case 'source':
      return `${rule}/source/${subject.source}`;
  }
}
