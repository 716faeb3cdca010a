import type { AlertRule } from './alert.ts';
import type { QueueId } from './ids.ts';
import { USUAL_TARGET, type ServiceTarget } from './service-target.ts';
import type { SourceDefinition } from './source-definition.ts';
import { MINUTE_MS, SECOND_MS, type DurationMs } from './time.ts';

/** What visits are judged by: the centre's target, and those of queues that have their own. */
export type Targets = {
  readonly target: ServiceTarget;
  readonly queues: readonly { readonly id: QueueId; readonly target: ServiceTarget }[];
};

/** A display name; where a language is missing, the other one is used. */
export type Naming = { readonly zh?: string; readonly en?: string };

export type QueueDefinition = {
  readonly id: QueueId;
  readonly name: Naming;
  readonly target: ServiceTarget;
};

/** What the definitions say about a contact centre. */
export type Centre = {
  readonly name: Naming;
  readonly zone: string;
  readonly intervalMs: DurationMs;
  /** For the centre as a whole and for queues that are not named. */
  readonly target: ServiceTarget;
  readonly queues: readonly QueueDefinition[];
  readonly sites: readonly { readonly id: string; readonly name: Naming }[];
  readonly sources: readonly SourceDefinition[];
  readonly rules: readonly AlertRule[];
};

/** A source that sends heartbeats counts as dead after this long without one. The wall promises to show that. */
export const HEARTBEAT_SILENCE_MS: DurationMs = 15 * SECOND_MS;

/** A source without heartbeats counts as silent after this long, until its habit is known and unless the definitions say otherwise. */
export const USUAL_SILENCE_MS: DurationMs = 5 * MINUTE_MS;

/** The alert rules that apply when none are configured. */
export const USUAL_RULES: readonly AlertRule[] = [
  {
    id: 'service-level',
    measure: 'service-level',
    scope: { kind: 'every-queue' },
    breach: 'below',
    threshold: { kind: 'target', offset: 0 },
    clear: { kind: 'target', offset: 0.02 },
    forMs: MINUTE_MS,
    minimumSample: 10,
    severity: 'critical',
  },
  {
    id: 'longest-wait',
    measure: 'longest-wait',
    scope: { kind: 'every-queue' },
    breach: 'above',
    // Two minutes where the target is 20 s: a queue that may answer in an hour is late after six.
    threshold: { kind: 'target-time', times: 6 },
    clear: { kind: 'target-time', times: 3 },
    forMs: 10 * SECOND_MS,
    minimumSample: 0,
    severity: 'warning',
  },
  {
    id: 'source-silent',
    measure: 'source-silence',
    scope: { kind: 'every-source' },
    breach: 'above',
    threshold: { kind: 'value', value: 60 },
    clear: { kind: 'value', value: 15 },
    forMs: 0,
    minimumSample: 0,
    severity: 'critical',
  },
];

/** A centre without definitions: queues are added as events name them. */
export function usualCentre(zone: string): Centre {
  return {
    name: { en: 'Contact centre', zh: '客服中心' },
    zone,
    intervalMs: 30 * MINUTE_MS,
    target: USUAL_TARGET,
    queues: [],
    sites: [],
    sources: [],
    rules: USUAL_RULES,
  };
}

/** The target of a queue: its own, or the centre's. */
export function targetOf(centre: Targets, queue: QueueId): ServiceTarget {
  return centre.queues.find((one) => one.id === queue)?.target ?? centre.target;
}
