import { expect, test } from 'vitest';
import { alertKey, type Alert } from '#domain/alert.ts';
import { USUAL_RULES } from '#domain/centre.ts';
import { queueId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import type { AlertReading } from './alert-reading.ts';
import { boardAlerts } from './board-alerts.ts';

const readings: AlertReading[] = USUAL_RULES.slice(0, 1).flatMap((rule) =>
  ['firing', 'resolved', 'pending', 'calm'].map((name) => ({
    rule,
    subject: { kind: 'queue', queue: queueId(name) },
    breachValue: 0.5,
    clearValue: 0.4,
    isKnown: true,
    sample: 20,
    threshold: 0.8,
    clear: 0.82,
  })),
);

const of = (queue: string) => ({
  rule: 'service-level',
  subject: { kind: 'queue', queue: queueId(queue) } as const,
  since: epochMs(1),
  value: 0.5,
});
const firing: Alert = { ...of('firing'), state: 'firing', reason: 'breach-held', firedAt: epochMs(2) };
const resolved: Alert = {
  ...of('resolved'),
  state: 'resolved',
  reason: 'cleared',
  firedAt: epochMs(2),
  resolvedAt: epochMs(3),
};
const pending: Alert = { ...of('pending'), state: 'pending', reason: 'breach-began' };
const gone: Alert = { ...firing, subject: { kind: 'queue', queue: queueId('gone') } };

test('the board shows what fires and what is well again, with the limit in force; not what is pending, nor what is gone', () => {
  const alerts = new Map(
    [firing, resolved, pending, gone].map((one) => [alertKey(one.rule, one.subject), one]),
  );
  const sentence = { measure: 'service-level', breach: 'below', severity: 'critical', threshold: 0.8 };
  expect(boardAlerts(alerts, readings)).toEqual({
    'service-level/queue/firing': { ...firing, ...sentence },
    'service-level/queue/resolved': { ...resolved, ...sentence },
  });
});

test('without alerts the board shows none', () => {
  expect(boardAlerts(new Map(), readings)).toEqual({});
});
