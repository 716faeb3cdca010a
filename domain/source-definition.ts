import type { QueueId, SourceId } from './ids.ts';
import type { DurationMs } from './time.ts';

/** Where a secret is kept: never in the definitions themselves. */
export type SecretPlace =
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string };

/** How long an agent has after each contact, by queue; what is not said is unknown. */
export type WrapUps = {
  readonly everywhereMs?: DurationMs;
  readonly queuesMs: Readonly<Record<QueueId, DurationMs>>;
};

/** The manager interface of an Asterisk. */
export type AmiDefinition = {
  readonly host: string;
  readonly port: number;
  /** Absent: plain TCP. `authority`: the file of the certificate that signs the switch's, where it is not a public one. */
  readonly tls?: { readonly authority?: string };
  readonly user: string;
  readonly password: SecretPlace;
};

/** At least one of the manager interface and the log. */
export type AsteriskDefinition = {
  readonly kind: 'asterisk';
  readonly ami?: AmiDefinition;
  /** The path of `queue_log`. */
  readonly queueLog?: string;
  readonly wrapUps: WrapUps;
  /** Interface (`PJSIP/alice`) or agent number to the agent's name, where the switch itself does not tell. */
  readonly agents: Readonly<Record<string, string>>;
};

export type FreeswitchDefinition = {
  readonly kind: 'freeswitch';
  readonly host: string;
  readonly port: number;
  readonly user?: string;
  readonly password: SecretPlace;
  readonly format: 'plain' | 'json';
  readonly pollMs: DurationMs;
  readonly wrapUpMs?: DurationMs;
};

/** A sender that posts to `/v1/hooks/<id>`. */
export type HookDefinition = {
  readonly kind: 'hook';
  /** One that comes with the program, such as `chatwoot`, or the path of a file. */
  readonly mapping: string;
  readonly secret?: SecretPlace;
  readonly publicUrl?: string;
};

export type SourceDefinition = {
  readonly id: SourceId;
  /** Silence after which the source counts as dead, where it sends no heartbeat. */
  readonly silentAfterMs?: DurationMs;
  /** How to connect to the source. Absent: it sends its events to us. */
  readonly reach?: AsteriskDefinition | FreeswitchDefinition | HookDefinition;
};
