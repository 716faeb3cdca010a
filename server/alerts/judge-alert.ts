import type { Alert, AlertReason } from '#domain/alert.ts';
import { MINUTE_MS, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { AlertReading } from './alert-reading.ts';

/** A resolved alert stays on the wall this long: that something is well again is news too. */
export const GOOD_NEWS_MS: DurationMs = 5 * MINUTE_MS;

/** What becomes of an alert, and why. No alert: inactive. */
export type Judgement = { readonly alert?: Alert; readonly reason: AlertReason };

type Pending = Extract<Alert, { state: 'pending' }>;
type Firing = Extract<Alert, { state: 'firing' }>;
type Resolved = Extract<Alert, { state: 'resolved' }>;

/** The next state of one alert. An absent one is inactive; so is the answer when there is nothing to say. */
export function judgeAlert(alert: Alert | undefined, reading: AlertReading, now: EpochMs): Judgement {
  if (alert === undefined) return judgeInactive(reading, now);
  switch (alert.state) {
    case 'pending':
      return judgePending(alert, reading, now);
    case 'firing':
      return judgeFiring(alert, reading, now);
    case 'resolved':
      return judgeResolved(alert, reading, now);
  }
}

/** The next state of an alert whose rule or subject is gone: nothing is left that could be in breach. */
export function dismissAlert(alert: Alert, now: EpochMs): Judgement {
  switch (alert.state) {
    case 'pending':
      return { reason: 'value-lost-before-firing' };
    case 'firing':
      return resolve(alert, alert.value, now);
    case 'resolved':
      return expire(alert, now);
  }
}

function judgeInactive(reading: AlertReading, now: EpochMs): Judgement {
  const value = breach(reading);
  return value === undefined ? { reason: 'within-limits' } : begin(reading, value, now);
}

function begin(reading: AlertReading, value: number, now: EpochMs): Judgement {
  const { rule, subject } = reading;
  if (rule.forMs <= 0) return fire(reading, value, { since: now, now });
  return stay({ state: 'pending', rule: rule.id, subject, reason: 'breach-began', since: now, value });
}

function judgePending(alert: Pending, reading: AlertReading, now: EpochMs): Judgement {
  if (valueOf(reading, 'breachValue') === undefined) return { reason: 'value-lost-before-firing' };
  const value = breach(reading);
  if (value === undefined) return { reason: 'recovered-before-firing' };
  // Where the clock has gone back, the time held is counted anew: it must not fire for time that did not pass.
  const since = alert.since > now ? now : alert.since;
  if (now - since >= reading.rule.forMs) return fire(reading, value, { since, now });
  return stay({ ...alert, reason: 'breach-continues', since, value });
}

function fire(
  { rule, subject }: AlertReading,
  value: number,
  { since, now }: { readonly since: EpochMs; readonly now: EpochMs },
): Judgement {
  return stay({
    state: 'firing',
    rule: rule.id,
    subject,
    reason: 'breach-held',
    since,
    firedAt: now,
    value,
  });
}

function judgeFiring(alert: Firing, reading: AlertReading, now: EpochMs): Judgement {
  const clearValue = valueOf(reading, 'clearValue');
  const value = valueOf(reading, 'breachValue');
  if (clearValue === undefined || value === undefined)
    return stay({ ...alert, reason: 'holding-without-a-value' });
  // A clock from before the alert began makes waits and silences look short: they prove nothing.
  if (now < alert.firedAt) return stay(alert);
  if (isClear(reading, clearValue)) return resolve(alert, clearValue, now);
  const reason = breach(reading) === undefined ? 'waiting-for-clear-value' : 'breach-continues';
  return stay({ ...alert, reason, value });
}

function resolve(alert: Firing, value: number, now: EpochMs): Judgement {
  const resolvedAt = now < alert.firedAt ? alert.firedAt : now;
  return stay({ ...alert, state: 'resolved', reason: 'cleared', resolvedAt, value });
}

function judgeResolved(alert: Resolved, reading: AlertReading, now: EpochMs): Judgement {
  if (now < alert.resolvedAt) return stay(alert);
  const value = breach(reading);
  return value === undefined ? expire(alert, now) : begin(reading, value, now);
}

const expire = (alert: Resolved, now: EpochMs): Judgement =>
  now - alert.resolvedAt >= GOOD_NEWS_MS ? { reason: 'within-limits' } : stay(alert);

const stay = (alert: Alert): Judgement => ({ alert, reason: alert.reason });

/** The value in breach; undefined when it is within limits or unknown. */
function breach(reading: AlertReading): number | undefined {
  const value = valueOf(reading, 'breachValue');
  if (value === undefined) return undefined;
  const { rule, threshold } = reading;
  const broken = rule.breach === 'below' ? value < threshold : value > threshold;
  return broken ? value : undefined;
}

function isClear({ rule, clear }: AlertReading, value: number): boolean {
  return rule.breach === 'below' ? value >= clear : value <= clear;
}

/** Unknown also where it rests on too few contacts. */
function valueOf(reading: AlertReading, which: 'breachValue' | 'clearValue'): number | undefined {
  return reading.sample < reading.rule.minimumSample ? undefined : reading[which];
}
