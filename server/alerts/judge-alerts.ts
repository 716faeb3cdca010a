import { alertKey, type Alert, type AlertTransition } from '#domain/alert.ts';
import type { EpochMs } from '#domain/time.ts';
import { limitOf, type AlertReading } from './alert-reading.ts';
import { dismissAlert, judgeAlert, type Judgement } from './judge-alert.ts';

export type JudgeOptions = {
  /** As they stood; keyed by rule and subject. What is not here is inactive. */
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly readings: readonly AlertReading[];
  readonly now: EpochMs;
};

/** The alerts as they stand now: pending, firing, and resolved lately. And what changed, in the order of the rules. */
export type Judged = {
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly transitions: readonly AlertTransition[];
};

/** Judges every alert at one moment. Without alerts and with all values within limits there is nothing and nothing changes. */
export function judgeAlerts({ alerts, readings, now }: JudgeOptions): Judged {
  const judged = new Map<string, Alert>();
  const transitions: AlertTransition[] = [];
  const settle = (key: string, judgement: Judgement, reading?: AlertReading): void => {
    const before = alerts.get(key);
    if (judgement.alert !== undefined) judged.set(key, judgement.alert);
    const transition = transitionOf(before, judgement, { now, reading });
    if (transition !== undefined) transitions.push(transition);
  };
  const read = new Set<string>();
  for (const reading of readings) {
    const key = alertKey(reading.rule.id, reading.subject);
    read.add(key);
    settle(key, judgeAlert(alerts.get(key), reading, now), reading);
  }
  for (const [key, alert] of alerts) if (!read.has(key)) settle(key, dismissAlert(alert, now));
  return { alerts: judged, transitions };
}

type Judging = { readonly now: EpochMs; readonly reading: AlertReading | undefined };

/** Undefined when the alert is in the phase that it was in. A second firing after good news is a change too. */
function transitionOf(
  before: Alert | undefined,
  { alert: after, reason }: Judgement,
  { now, reading }: Judging,
): AlertTransition | undefined {
  const known = after ?? before;
  if (known === undefined || before?.state === after?.state) return undefined;
  return {
    rule: known.rule,
    subject: known.subject,
    from: before?.state ?? 'inactive',
    to: after?.state ?? 'inactive',
    reason,
    at: now,
    value: known.value,
    ...(reading !== undefined && { limit: limitOf(reading) }),
  };
}
