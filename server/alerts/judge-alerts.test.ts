import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertKey, type Alert, type AlertRule, type AlertSubject } from '#domain/alert.ts';
import { epochMs, type EpochMs } from '#domain/time.ts';
import type { AlertReading } from './alert-reading.ts';
import { dismissAlert, GOOD_NEWS_MS, judgeAlert, type Judgement } from './judge-alert.ts';
import { judgeAlerts } from './judge-alerts.ts';
import { readAlertScenarios, type AlertScenario } from './testing/read-alert-scenarios.ts';

const CENTRE: AlertSubject = { kind: 'centre' };
const KEY = alertKey('rule', CENTRE);
type Alerts = ReadonlyMap<string, Alert>;

const scenarios = readAlertScenarios(readFileSync(new URL('./alerts.scenario', import.meta.url), 'utf8'));

describe('alerts', () => {
  for (const scenario of scenarios) {
    test(scenario.title, () => {
      expect(run(scenario)).toEqual(scenario.steps.map(({ line, expected }) => ({ line, expected })));
    });
  }
});

/** Each line with what became of its alert. */
function run({ rule, steps }: AlertScenario): readonly { line: number; expected: string | undefined }[] {
  let alerts: Alerts = new Map();
  return steps.map(({ line, at, seen, expected }) => {
    if (seen.kind === 'restart') {
      alerts = restarted(alerts);
      return { line, expected };
    }
    const before = alerts.get(KEY);
    const readings = seen.kind === 'gone' ? [] : [readingOf(rule, seen)];
    const { alert, reason } = judgeOne(before, readings[0], at);
    alerts = judgeAlerts({ alerts, readings, now: at }).alerts;
    expect(alerts.get(KEY)).toEqual(alert);
    return { line, expected: `${alert?.state ?? 'inactive'} ${reason}` };
  });
}

function judgeOne(before: Alert | undefined, reading: AlertReading | undefined, now: EpochMs): Judgement {
  if (reading !== undefined) return judgeAlert(before, reading, now);
  return before === undefined ? { reason: 'within-limits' } : dismissAlert(before, now);
}

const RULE: AlertRule = {
  id: 'rule',
  measure: 'service-level',
  scope: { kind: 'centre' },
  breach: 'below',
  threshold: { kind: 'value', value: 0.8 },
  clear: { kind: 'value', value: 0.9 },
  forMs: 60_000,
  minimumSample: 10,
  severity: 'critical',
};

type Moment = { readonly at: EpochMs; readonly reading: AlertReading };

/** Moments on a clock that only goes forward, with values on either side of both limits, and unknown ones. */
const moments: fc.Arbitrary<readonly Moment[]> = fc
  .array(
    fc.record({
      afterMs: fc.integer({ min: 1, max: 90_000 }),
      best: fc.option(fc.constantFrom(0.5, 0.79, 0.8, 0.85, 0.9, 1), { nil: undefined }),
      undecided: fc.constantFrom(0, 0.05, 0.2),
      sample: fc.constantFrom(5, 9, 10, 50, 50, 50),
    }),
    { maxLength: 60 },
  )
  .map((steps) => {
    let at = 0;
    return steps.map(({ afterMs, best, undecided, sample }) => {
      at += afterMs;
      const worst = best === undefined ? undefined : best - undecided;
      const reading = { ...readingOf(RULE, { sample }), breachValue: best, clearValue: worst };
      return { at: epochMs(at), reading };
    });
  });

/** What the alert was before and after each moment. */
function lifeOf(all: readonly Moment[]): readonly (Moment & { before?: Alert; after?: Alert })[] {
  let alerts: Alerts = new Map();
  return all.map((moment) => {
    const before = alerts.get(KEY);
    alerts = judgeAlerts({ alerts, readings: [moment.reading], now: moment.at }).alerts;
    const after = alerts.get(KEY);
    return { ...moment, ...(before && { before }), ...(after && { after }) };
  });
}

const isKnown = ({ reading }: Moment): boolean => reading.breachValue !== undefined && reading.sample >= 10;
const isBreach = (moment: Moment): boolean => isKnown(moment) && (moment.reading.breachValue ?? 1) < 0.8;
const isClear = (moment: Moment): boolean => isKnown(moment) && (moment.reading.clearValue ?? 0) >= 0.9;

describe('whatever the values do', () => {
  test('an alert fires only where every moment of the last minute was a breach, and then it does', () => {
    fc.assert(
      fc.property(moments, (all) => {
        let began: number | undefined;
        for (const moment of lifeOf(all)) {
          const { before, after } = moment;
          if (before?.state !== 'firing') {
            if (!isBreach(moment)) began = undefined;
            else if (before?.state !== 'pending') began = moment.at;
            const held = began !== undefined && moment.at - began >= RULE.forMs;
            expect(after?.state === 'firing').toBe(held);
          }
        }
      }),
    );
  });

  test('a firing alert ends in a clear value and in nothing else', () => {
    fc.assert(
      fc.property(moments, (all) => {
        for (const moment of lifeOf(all))
          if (moment.before?.state === 'firing')
            expect(moment.after?.state).toBe(isClear(moment) ? 'resolved' : 'firing');
      }),
    );
  });

  test('good news stays until its time is over or the next breach begins', () => {
    fc.assert(
      fc.property(moments, (all) => {
        for (const moment of lifeOf(all)) {
          const { before, after } = moment;
          if (before?.state !== 'resolved') continue;
          const over = moment.at - before.resolvedAt >= GOOD_NEWS_MS ? undefined : 'resolved';
          expect(after?.state).toBe(isBreach(moment) ? 'pending' : over);
        }
      }),
    );
  });

  test('a restart after any moment, or after each, leads to the same alerts', () => {
    fc.assert(
      fc.property(moments, (all) => {
        let alerts: Alerts = new Map();
        for (const { at, reading, after } of lifeOf(all)) {
          alerts = restarted(judgeAlerts({ alerts, readings: [reading], now: at }).alerts);
          expect(alerts.get(KEY)).toEqual(after);
        }
      }),
    );
  });

  test('the transitions are the changes of phase, each with the reason of its judgement, and lead from one to the next', () => {
    fc.assert(
      fc.property(moments, (all) => {
        let alerts: Alerts = new Map();
        const phases: string[] = ['inactive'];
        for (const { at, reading } of all) {
          const before = alerts.get(KEY);
          const judged = judgeAlerts({ alerts, readings: [reading], now: at });
          const [transition, ...more] = judged.transitions;
          alerts = judged.alerts;
          expect(more).toEqual([]);
          expect(transition === undefined).toBe(before?.state === alerts.get(KEY)?.state);
          if (transition === undefined) continue;
          expect(transition).toMatchObject({ rule: 'rule', at, from: phases.at(-1) });
          expect(transition.reason).toBe(judgeAlert(before, reading, at).reason);
          phases.push(transition.to);
        }
        expect(phases.at(-1)).toBe(alerts.get(KEY)?.state ?? 'inactive');
      }),
    );
  });

  test('however the clock jumps, a step back fires nothing, and before the time of its firing nothing is over', () => {
    const jumps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3_600_000 }), fc.constantFrom(0.5, 0.85, 1)));
    fc.assert(
      fc.property(jumps, (steps) => {
        let alerts: Alerts = new Map();
        let last = 0;
        for (const [at, value] of steps) {
          const before = alerts.get(KEY)?.state ?? 'inactive';
          const reading = { ...readingOf(RULE, { sample: 20 }), breachValue: value, clearValue: value };
          const fired = alerts.get(KEY);
          alerts = judgeAlerts({ alerts, readings: [reading], now: epochMs(at) }).alerts;
          const after = alerts.get(KEY)?.state ?? 'inactive';
          if (at < last && before !== 'firing') expect(after).not.toBe('firing');
          if (fired?.state === 'firing' && at < fired.firedAt) expect(after).toBe('firing');
          last = at;
        }
      }),
    );
  });
});

function readingOf(
  rule: AlertRule,
  seen: { readonly best?: number; readonly worst?: number; readonly sample: number },
): AlertReading {
  return {
    rule,
    subject: CENTRE,
    breachValue: seen.best,
    clearValue: seen.worst,
    isKnown: true,
    sample: seen.sample,
    threshold: limitOf(rule.threshold),
    clear: limitOf(rule.clear),
  };
}

const limitOf = (limit: AlertRule['threshold']): number => (limit.kind === 'value' ? limit.value : NaN);

/** What a checkpoint keeps of the alerts. */
function restarted(alerts: Alerts): Alerts {
  return new Map(JSON.parse(JSON.stringify([...alerts])));
}
