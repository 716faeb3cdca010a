import { alertKey, type Alert } from '#domain/alert.ts';
import type { EpochMs } from '#domain/time.ts';
import type { AlertReading } from './alert-reading.ts';
import { dismissAlert, judgeAlert } from './judge-alert.ts';

export type JudgeOptions = {
  /** As they stood; keyed by rule and subject. What is not here is inactive. */
  readonly alerts: ReadonlyMap<string, Alert>;
  readonly readings: readonly AlertReading[];
  readonly now: EpochMs;
};

/** The alerts as they stand now: pending, firing, and resolved lately. Empty when all is within limits. */
export function judgeAlerts({ alerts, readings, now }: JudgeOptions): ReadonlyMap<string, Alert> {
  const judged = new Map<string, Alert>();
  const read = new Set<string>();
  for (const reading of readings) {
    const key = alertKey(reading.rule.id, reading.subject);
    const { alert } = judgeAlert(alerts.get(key), reading, now);
    read.add(key);
    if (alert !== undefined) judged.set(key, alert);
  }
  for (const [key, alert] of alerts) {
    if (read.has(key)) continue;
    const { alert: left } = dismissAlert(alert, now);
    if (left !== undefined) judged.set(key, left);
  }
  return judged;
}
