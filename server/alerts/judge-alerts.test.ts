import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertKey, type Alert, type AlertRule, type AlertSubject } from '#domain/alert.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { AlertReading } from './alert-reading.ts';
import { boardAlerts } from './board-alerts.ts';
import { GOOD_NEWS_MS } from './judge-alert.ts';
import { judgeAlerts } from './judge-alerts.ts';
import { readAlertScenarios, type AlertScenario, type AlertStep } from './read-alert-scenarios.ts';

const CENTRE: AlertSubject = { kind: 'centre' };
const KEY = alertKey('rule', CENTRE);
type Alerts = ReadonlyMap<string, Alert>;

const scenarios = readAlertScenarios(readFileSync(new URL('alerts.scenario', import.meta.url), 'utf8'));

describe('alerts', () => {
  for (const scenario of scenarios) {
    test(scenario.title, () => {
      expect(run(scenario)).toEqual(scenario.steps.map(({ line, expected }) => ({ line, expected })));
    });
  }
});

/** Each line with what became of its alert: the state and, while there is an alert, its reason. */
function run({ rule, steps }: AlertScenario): readonly Pick<AlertStep, 'line' | 'expected'>[] {
  let alerts: Alerts = new Map();
  return steps.map(({ line, at, seen, expected }) => {
    if (seen.kind === 'restart') {
      alerts = restarted(alerts);
      return { line, expected };
    }
    alerts = judgeAlerts({ alerts, readings: seen.kind === 'gone' ? [] : [readingOf(rule, seen)], now: at });
    const alert = alerts.get(KEY);
    // No alert carries no reason: what its line says is for the reader, and judge-alert.test.ts holds it.
    return { line, expected: alert === undefined ? inactive(expected) : `${alert.state} ${alert.reason}` };
  });
}
