import type { AlertLimit, AlertRule, AlertSubject } from '#domain/alert.ts';

/** What a rule sees of its subject at one moment. Shares are 0 to 1, waits and silences are seconds. */
export type AlertReading = {
  readonly rule: AlertRule;
  readonly subject: AlertSubject;
  /**
   * Two values, because a service level is a bracket: a breach is certain only by its end on the good side, a recovery
   * only by the other. Undefined: unknown.
   */
  readonly breachValue: number | undefined;
  readonly clearValue: number | undefined;
  /** False: the feed that would tell is dead, or does not know the time. What was told of it before stands, and is not news. */
  readonly isKnown: boolean;
  /** Contacts that the value rests on; Infinity for what is counted and not a share. */
  readonly sample: number;
  readonly threshold: number;
  readonly clear: number;
};

/** What the sentence about an alert needs of the rule it was read by. */
export function limitOf({ rule, threshold }: AlertReading): AlertLimit {
  const { measure, breach, severity } = rule;
  return { measure, breach, severity, threshold };
}
