import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { USUAL_RULES, usualCentre, type Centre } from '#domain/centre.ts';
import { readDefinitions } from './read-definitions.ts';

function centreOf(text: string): Centre {
  const definitions = readDefinitions(text);
  expect(mistakesOf(text)).toEqual([]);
  return definitions.kind === 'centre' ? definitions.centre : expect.unreachable();
}

function mistakesOf(text: string): readonly string[] {
  const definitions = readDefinitions(text);
  if (definitions.kind === 'centre') return [];
  return definitions.mistakes.map(
    ({ line, column, message }) => `line ${line}, column ${column}: ${message}`,
  );
}

const page = readFileSync(new URL('../../docs/definitions.md', import.meta.url), 'utf8');
const [example = ''] = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text);

describe('what may be written', () => {
  test('the example of docs/definitions.md means what its comments say', () => {
    const centre = centreOf(example);
    expect(centre).toMatchObject({
      name: { zh: '星河客服中心', en: 'Xinghe contact centre' },
      zone: 'Asia/Shanghai',
      intervalMs: 1_800_000,
      target: { share: 0.8, withinMs: 20_000, shortAbandonMs: 5_000 },
      sites: [{ id: 'sh' }, { id: 'cd' }],
      sources: [
        { id: 'crm', silentAfterMs: 300_000 },
        { id: 'pbx-1', reach: { kind: 'asterisk' } },
        { id: 'pbx-2', reach: { kind: 'freeswitch' } },
        { id: 'chat', reach: { kind: 'hook' } },
      ],
    });
    expect(centre.queues).toEqual([
      {
        id: 'sales',
        name: { zh: '销售', en: 'Sales' },
        target: { share: 0.9, withinMs: 15_000, shortAbandonMs: 5_000 },
      },
      { id: 'billing', name: { zh: 'Billing', en: 'Billing' }, target: centre.target },
      { id: '007', name: { zh: '007', en: '007' }, target: centre.target },
    ]);
    expect(centre.rules.map((rule) => rule.id)).toEqual([
      'service-level',
      'source-silent',
      'sales-line',
      'centre-abandons',
    ]);
  });

  test("the example's service-level alert is the usual one, written out", () => {
    expect(centreOf(example).rules[0]).toEqual(USUAL_RULES[0]);
  });

  test('the rules of the example are for a queue, for the centre and for every source', () => {
    expect(centreOf(example).rules.slice(1)).toEqual([
      USUAL_RULES[2],
      {
        id: 'sales-line',
        measure: 'waiting',
        scope: { kind: 'queue', queue: 'sales' },
        breach: 'above',
        threshold: { kind: 'value', value: 12 },
        clear: { kind: 'value', value: 6 },
        forMs: 30_000,
        minimumSample: 0,
        severity: 'warning',
      },
      {
        id: 'centre-abandons',
        measure: 'abandon-rate',
        scope: { kind: 'centre' },
        breach: 'above',
        threshold: { kind: 'value', value: 0.08 },
        clear: { kind: 'value', value: 0.05 },
        forMs: 120_000,
        minimumSample: 50,
        severity: 'warning',
      },
    ]);
  });

  test('a zone alone is a centre with everything as usual', () => {
    expect(centreOf('zone: Asia/Jerusalem')).toEqual(usualCentre('Asia/Jerusalem'));
  });

  test('the usual alerts written out as the page lists them are the usual alerts', () => {
    const written = centreOf(`
zone: UTC
alerts:
  - { id: longest-wait, measure: longest-wait, queues: all, above: 6 x target, clear: 3 x target, for-seconds: 10 }
  - { id: source-silent, measure: source-silence, above: 60, clear: 15, severity: critical }
`);
    expect(written.rules).toEqual(USUAL_RULES);
  });

  test('shares may be percentages or numbers, and a value may be an alias of another', () => {
    const { target, queues } = centreOf(`
zone: UTC
target: &usual { share: 82.5%, seconds: 2.5, short-abandon-seconds: 0 }
queues: [{ id: a, target: *usual }, { id: b, target: { share: 0.9 } }]
`);
    expect(target).toEqual({ share: 0.825, withinMs: 2_500, shortAbandonMs: 0 });
    expect(queues.map((queue) => queue.target.share)).toEqual([0.825, 0.9]);
  });
});

const RULE = 'zone: UTC\nqueues: [{ id: sales }]\nalerts:\n  - ';

describe('mistakes', () => {
  test.each([
    [
      '',
      [
        'line 1, column 1: is missing, expected a map of name, zone, interval-minutes, target, queues, sites, sources, alerts',
      ],
    ],
    ['name: Bank', ['line 1, column 1: zone is missing, expected an IANA time zone such as Asia/Shanghai']],
    [
      'zone: Mars/Olympus',
      ['line 1, column 7: zone is Mars/Olympus, expected an IANA time zone such as Asia/Shanghai'],
    ],
    [
      'zone: UTC\ninterval-minutes: 20',
      ['line 2, column 19: interval-minutes is 20, expected 15, 30, 60 minutes'],
    ],
    [
      'zone: UTC\ntarget:\n  share: 80',
      [
        'line 3, column 10: target.share is 80, expected a share from 0 to 1, such as 0.8 or 80%: write 80% or 0.8',
      ],
    ],
    [
      'zone: UTC\ntarget: { share: 120%, seconds: -1 }',
      [
        'line 2, column 18: target.share is 120%, expected a share from 0 to 1, such as 0.8 or 80%',
        'line 2, column 33: target.seconds is -1, expected a number of seconds, 0 or more',
      ],
    ],
    [
      'zone: UTC\ntarget: { shares: 80%, withinn: 3 }',
      [
        'line 2, column 11: target.shares is not a key here: did you mean share? known keys are share, seconds, short-abandon-seconds',
        'line 2, column 24: target.withinn is not a key here: known keys are share, seconds, short-abandon-seconds',
      ],
    ],
    ['zone: UTC\nqueues: sales', ['line 2, column 9: queues is sales, expected a list']],
    [
      'zone: UTC\nqueues:\n  - name: Sales',
      ['line 3, column 5: queues[1].id is missing, expected the name by which events call the queue'],
    ],
    [
      'zone: UTC\nqueues:\n  - id: a\n  - id: a',
      ['line 4, column 9: queues[2].id is a, expected each id once, and a was there before'],
    ],
    [
      'zone: UTC\nsources:\n  - id: pbx',
      [
        'line 3, column 5: sources[1].silent-after-seconds is missing, expected the silence, in seconds, after which the source counts as dead',
      ],
    ],
    ['zone: UTC\nname: {}', ['line 2, column 7: name is {}, expected a name, or a map of zh and en']],
    [
      'zone: UTC\ntarget:',
      ['line 2, column 8: target is missing, expected a map of share, seconds, short-abandon-seconds'],
    ],
  ])('%j', (text, expected) => {
    expect(mistakesOf(text)).toEqual(expected);
  });

  test.each([
    ['{ measure: waiting }', /alerts\[1\]\.id is missing, expected a name for the rule/],
    [
      '{ id: r, measure: service-levle, queues: all }',
      /measure is service-levle, expected service-level or abandon-rate/,
    ],
    [
      '{ id: r, measure: waiting, above: 5, clear: 3 }',
      /expected queue: with a name, queues: all or queues: centre/,
    ],
    [
      '{ id: r, measure: waiting, queue: sale, above: 5, clear: 3 }',
      /queue is sale, expected a queue that is defined under queues: did you mean sales\?/,
    ],
    ['{ id: r, measure: waiting, queue: sales, queues: all, above: 5, clear: 3 }', /either queue or queues/],
    [
      '{ id: r, measure: waiting, queues: some, above: 5, clear: 3 }',
      /queues is some, expected all or centre/,
    ],
    [
      '{ id: r, measure: waiting, queues: all, above: 5 }',
      /clear is missing, expected the value at which the alert is over: a number of contacts/,
    ],
    [
      '{ id: r, measure: waiting, queues: all, above: 5.5, clear: 3 }',
      /above is 5\.5, expected a number of contacts/,
    ],
    [
      '{ id: r, measure: waiting, queues: all, above: 5, clear: 6 }',
      /clear is 6, expected .* no higher than it/,
    ],
    [
      '{ id: r, measure: waiting, queues: all, above: 5, clear: 3, minimum-sample: 4 }',
      /a waiting needs none/,
    ],
    [
      '{ id: r, measure: service-level, queues: all, below: target, clear: 79% }',
      /clear is 79%, expected .* no lower than it/,
    ],
    [
      '{ id: r, measure: service-level, queues: all, below: target, clear: target - 1% }',
      /expected .* no lower than it/,
    ],
    [
      '{ id: r, measure: service-level, queues: all, below: target + x%, clear: 90% }',
      /below is target \+ x%, expected/,
    ],
    [
      '{ id: r, measure: service-level, queues: all, below: 80, clear: 90% }',
      /below is 80, expected .* write 80% or 0\.8/,
    ],
    [
      '{ id: r, measure: service-level, queues: all, above: 80%, clear: 90% }',
      /expected below: a service-level is broken below its limit/,
    ],
    [
      '{ id: r, measure: longest-wait, queues: all, above: 2 x target, clear: 41 }',
      /clear is 41, expected .* no higher than it/,
    ],
    [
      '{ id: r, measure: longest-wait, queues: all, above: target, clear: 3 }',
      /above is target, expected a number of seconds/,
    ],
    [
      '{ id: r, measure: source-silence, queues: all, above: 60, clear: 15 }',
      /expected no queue: the rule is for every source/,
    ],
    [
      '{ id: r, measure: waiting, queues: all, above: 5, clear: 3, severity: loud }',
      /severity is loud, expected warning or critical/,
    ],
    [
      '{ id: r, measure: waiting, queues: all, above: 5, clear: 3, for-second: 4 }',
      /did you mean for-seconds\?/,
    ],
    ['{ id: r, off: no }', /off is no, expected true, or no such line/],
  ])('in an alert: %s', (rule, expected) => {
    expect(mistakesOf(`${RULE}${rule}`).join('\n')).toMatch(expected);
  });

  test('a rule is refused on the wrong side of the target of any of its queues', () => {
    const text = 'zone: UTC\nqueues: [{ id: vip, target: { share: 95% } }]\nalerts:\n  - ';
    const rule = (scope: string): string =>
      `${text}{ id: r, measure: service-level, ${scope}, below: target, clear: 90% }`;
    expect(mistakesOf(rule('queue: vip'))).toHaveLength(1);
    expect(mistakesOf(rule('queues: all'))).toHaveLength(1);
    expect(mistakesOf(rule('queues: centre'))).toEqual([]);
  });

  test('a duplicate rule and a duplicate key are refused', () => {
    expect(mistakesOf(`${RULE}{ id: longest-wait, off: true }\n  - { id: longest-wait, off: true }`)).toEqual(
      [expect.stringMatching(/^line 5, column 11: alerts\[2\]\.id is longest-wait, expected each id once/)],
    );
    expect(mistakesOf('zone: UTC\nzone: UTC')).toEqual([
      'line 2, column 1: not YAML: Map keys must be unique',
    ]);
  });

  test('what is not YAML is told with its place, and nothing else is', () => {
    expect(mistakesOf('zone: UTC\nname: [a')).toEqual([
      expect.stringMatching(/^line 2, column \d+: not YAML: /),
    ]);
  });

  test('every mistake of a text is told at once, in its order', () => {
    const lines = mistakesOf(
      'interval-minutes: 7\ntarget: { seconds: x }\nqueues: [{ id: [] }]\nzone: Nowhere',
    );
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'line 1, column 19',
      'line 2, column 20',
      'line 3, column 16',
      'line 4, column 7',
    ]);
  });

  test('a text that is far too long is refused unread', () => {
    expect(mistakesOf('#'.repeat(1_000_001))).toEqual([
      expect.stringContaining('at most 1000000 characters'),
    ]);
  });
});
