import { expect, test } from 'vitest';
import { noAgents, noAgentTime } from '#domain/agent.ts';
import { alertKey, type AlertRule } from '#domain/alert.ts';
import type { Board, Figures, Period, SourceState } from '#domain/board/board.ts';
import { USUAL_RULES } from '#domain/centre.ts';
import { emptyCounts, type Counts } from '#domain/measures/counts.ts';
import { queueId, sourceId } from '#domain/ids.ts';
import { USUAL_TARGET } from '#domain/service-target.ts';
import { epochMs } from '#domain/time.ts';
import type { AlertReading } from './alert-reading.ts';
import { takeReadings } from './take-readings.ts';

const NOW = epochMs(1_000_000);

const period = (counts: Partial<Counts> = {}, undecided = 0): Period => ({
  start: epochMs(0),
  counts: { ...emptyCounts(), ...counts },
  undecided,
  agentTime: noAgentTime(),
});

const figures = (of: Partial<Figures> = {}): Figures => ({
  target: USUAL_TARGET,
  sources: [],
  freshness: { state: 'live' },
  waiting: 0,
  deferred: 0,
  agents: noAgents(),
  interval: period(),
  day: period(),
  abandonedLately: 0,
  ...of,
});

function board(queues: Record<string, Figures>, sources: Record<string, SourceState> = {}): Board {
  const named = Object.entries(queues).map(([name, one]) => [name, { ...one, name: { en: name } }]);
  const states = Object.entries(sources).map(([name, state]) => [name, { state, refused: 0 }]);
  return {
    centre: { name: {}, zone: 'UTC', intervalMs: 1_800_000, definitions: 'd' },
    total: figures({ waiting: 7 }),
    queues: Object.fromEntries(named),
    sources: Object.fromEntries(states),
    alerts: {},
  };
}

const rule = (of: Partial<AlertRule>): AlertRule => ({
  id: 'r',
  measure: 'waiting',
  scope: { kind: 'every-queue' },
  breach: 'above',
  threshold: { kind: 'value', value: 5 },
  clear: { kind: 'value', value: 3 },
  forMs: 0,
  minimumSample: 0,
  severity: 'warning',
  ...of,
});

const keys = (readings: readonly AlertReading[]): readonly string[] =>
  readings.map((reading) => alertKey(reading.rule.id, reading.subject));

test('a service level breaks by the upper end of its bracket and clears by the lower', () => {
  const interval = period({ offered: 25, answeredWithin: 14, shortAbandoned: 4, leftClosed: 1 }, 4);
  const [reading] = takeReadings(board({ sales: figures({ interval }) }), {}, USUAL_RULES, NOW);
  expect(reading).toMatchObject({
    breachValue: 18 / 20,
    clearValue: 14 / 20,
    sample: 20,
    threshold: 0.8,
    clear: 0.82,
  });
});

test('an interval without contacts has no service level and no abandon rate', () => {
  const rules = [rule({ measure: 'service-level' }), rule({ measure: 'abandon-rate' })];
  for (const reading of takeReadings(board({ sales: figures() }), {}, rules, NOW))
    expect(reading).toMatchObject({ breachValue: undefined, clearValue: undefined, sample: 0 });
});

test('the longest wait is in whole seconds, and 0 when nobody waits, whatever is deferred', () => {
  const queues = {
    busy: figures({ oldestQueuedAt: epochMs(NOW - 90_900) }),
    calm: figures({ deferred: 1, oldestDeferredAt: epochMs(NOW - 7_200_000) }),
  };
  const readings = takeReadings(board(queues), {}, [rule({ measure: 'longest-wait' })], NOW);
  expect(readings.map((reading) => reading.breachValue)).toEqual([90, 0]);
});

test('waiting is a count, and an abandon rate a share of the offered of the interval', () => {
  const sales = figures({ waiting: 6, interval: period({ offered: 8, abandoned: 2 }) });
  const rules = [rule({ measure: 'waiting' }), rule({ measure: 'abandon-rate' })];
  expect(takeReadings(board({ sales }), {}, rules, NOW)).toMatchObject([
    { breachValue: 6, clearValue: 6, sample: Infinity },
    { breachValue: 0.25, clearValue: 0.25, sample: 8 },
  ]);
});

test('a rule is read for its queue, for every queue or for the centre', () => {
  const queues = board({ sales: figures(), billing: figures() });
  const scopes = [
    rule({ id: 'one', scope: { kind: 'queue', queue: queueId('sales') } }),
    rule({ id: 'absent', scope: { kind: 'queue', queue: queueId('nowhere') } }),
    rule({ id: 'every' }),
    rule({ id: 'all', scope: { kind: 'centre' } }),
  ];
  const readings = takeReadings(queues, {}, scopes, NOW);
  expect(keys(readings)).toEqual([
    'one/queue/sales',
    'every/queue/sales',
    'every/queue/billing',
    'all/centre',
  ]);
  expect(readings.at(-1)?.breachValue).toBe(7);
});

test('a source that may rightly be silent is not watched', () => {
  const sources = { pbx: 'live', chat: 'silent', mail: 'quiet', old: 'stopped' } as const;
  const ages = Object.fromEntries(Object.keys(sources).map((name) => [sourceId(name), 61_500]));
  const readings = takeReadings(board({}, sources), ages, USUAL_RULES, NOW);
  expect(keys(readings)).toEqual(['source-silent/source/pbx', 'source-silent/source/chat']);
  expect(readings[0]).toMatchObject({ breachValue: 61, clearValue: 61, threshold: 60, clear: 15 });
});

test('a clear value above a target of nearly everything can still be reached', () => {
  const demanding = figures({ target: { ...USUAL_TARGET, share: 0.99 } });
  const [reading] = takeReadings(board({ vip: demanding }), {}, USUAL_RULES, NOW);
  expect(reading).toMatchObject({ threshold: 0.99, clear: 1 });
});
