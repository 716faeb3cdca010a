import { describe, expect, test } from 'vitest';
import type { SourceDefinition } from '#domain/source-definition.ts';
import { readDefinitions } from './read-definitions.ts';

const indented = (text: string): string => text.trim().replaceAll('\n', '\n    ');

function sourceOf(text: string): SourceDefinition | undefined {
  const definitions = readDefinitions(`zone: UTC\nsources:\n  - ${indented(text)}`);
  return definitions.kind === 'centre'
    ? definitions.centre.sources[0]
    : expect.unreachable(mistakesOf(text).join('\n'));
}

function mistakesOf(text: string): readonly string[] {
  const definitions = readDefinitions(`zone: UTC\nsources:\n  - ${indented(text)}`);
  if (definitions.kind === 'centre') return [];
  return definitions.mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const amiWith = (tls: string): unknown => {
  const reach = sourceOf(
    `{ id: pbx, kind: asterisk, ami: { tls: ${tls}, user: u, password: { file: /p } } }`,
  )?.reach;
  return reach?.kind === 'asterisk' ? reach.ami : undefined;
};

const wrapUpsOf = (written: string): unknown => {
  const reach = sourceOf(`{ id: pbx, kind: asterisk, queue-log: /q, wrap-up-seconds: ${written} }`)?.reach;
  return reach?.kind === 'asterisk' ? reach.wrapUps : undefined;
};

describe('an Asterisk', () => {
  test('is reached at the usual port of this machine where nothing else is said', () => {
    expect(sourceOf('{ id: pbx, kind: asterisk, ami: { user: u, password: { env: P } } }')).toEqual({
      id: 'pbx',
      reach: {
        kind: 'asterisk',
        ami: { host: '127.0.0.1', port: 5_038, user: 'u', password: { kind: 'environment', name: 'P' } },
        wrapUps: { queuesMs: {} },
        agents: {},
      },
    });
  });

  test('with TLS has another port, and may have an authority of its own', () => {
    expect(amiWith('true')).toMatchObject({ port: 5_039, tls: {}, password: { kind: 'file', path: '/p' } });
    expect(amiWith('{ authority: /ca.pem }')).toMatchObject({ port: 5_039, tls: { authority: '/ca.pem' } });
    expect(amiWith('false')).toMatchObject({ port: 5_038 });
  });

  test('has wrap-up for every queue, for some, or for the rest', () => {
    expect(wrapUpsOf('4')).toEqual({ everywhereMs: 4_000, queuesMs: {} });
    expect(wrapUpsOf('{ all: 0, sales: 15, 600: 2.5 }')).toEqual({
      everywhereMs: 0,
      queuesMs: { sales: 15_000, 600: 2_500 },
    });
  });

  test('names agents by interface and number, as they are written', () => {
    const reach = sourceOf(
      'id: pbx\nkind: asterisk\nqueue-log: /q\nagents: { PJSIP/alice: Alice, 0017: Bob }',
    )?.reach;
    expect(reach).toMatchObject({ agents: { 'PJSIP/alice': 'Alice', '0017': 'Bob' } });
  });
});

test('a FreeSWITCH and a hook are read with what is usual', () => {
  expect(sourceOf('{ id: fs, kind: freeswitch, password: { env: P } }')?.reach).toEqual({
    kind: 'freeswitch',
    host: '127.0.0.1',
    port: 8_021,
    format: 'json',
    pollMs: 10_000,
    password: { kind: 'environment', name: 'P' },
  });
  expect(
    sourceOf(
      '{ id: chat, kind: hook, mapping: chatwoot, secret: { file: /s }, public-url: https://a.example/x }',
    )?.reach,
  ).toEqual({
    kind: 'hook',
    mapping: 'chatwoot',
    secret: { kind: 'file', path: '/s' },
    publicUrl: 'https://a.example/x',
  });
});

test.each([
  ['{ id: a, kind: asterix }', ['3:20 sources[1].kind is asterix, expected asterisk or freeswitch or hook']],
  [
    '{ id: a, kind: asterisk }',
    ['3:5 sources[1].ami is missing, expected ami, queue-log or both: best both'],
  ],
  [
    '{ id: a, kind: asterisk, ami: { user: u } }',
    ['3:35 sources[1].ami.password is missing, expected { env: NAME_OF_A_VARIABLE } or { file: PATH }'],
  ],
  [
    '{ id: a, kind: asterisk, queuelog: /q }',
    [
      '3:5 sources[1].ami is missing, expected ami, queue-log or both: best both',
      '3:30 sources[1].queuelog is not a key here: did you mean queue-log? known keys are id, kind, silent-after-seconds, ami, queue-log, wrap-up-seconds, agents',
    ],
  ],
  [
    '{ id: a, kind: asterisk, ami: { host: "pbx:5038", port: 70000, user: u, password: { env: P } } }',
    [
      '3:43 sources[1].ami.host is "pbx:5038", expected a host name or address, without port',
      '3:61 sources[1].ami.port is 70000, expected a port from 1 to 65535',
    ],
  ],
  [
    '{ id: a, kind: asterisk, queue-log: /q, wrap-up-seconds: { sales: soon } }',
    ['3:71 sources[1].wrap-up-seconds.sales is soon, expected a number of seconds, 0 or more'],
  ],
  [
    '{ id: a, kind: freeswitch, password: {} }',
    [expect.stringMatching(/^3:42 sources\[1\]\.password: expected where the secret is kept/)],
  ],
  ['{ id: a, kind: hook }', [expect.stringMatching(/^3:5 sources\[1\]\.mapping is missing/)]],
  [
    '{ id: a, kind: hook, mapping: chatwoot, public-url: wall.example }',
    [expect.stringMatching(/^3:57 sources\[1\]\.public-url is wall.example, expected the address/)],
  ],
])('%s is refused with place, value and expectation', (text, expected) => {
  expect(mistakesOf(text)).toEqual(expected);
});

test('a secret that stands in the definitions is refused and not repeated', () => {
  const said = mistakesOf('{ id: a, kind: asterisk, ami: { user: u, password: hunter2 } }').join('\n');
  expect(said).toMatch(
    /sources\[1\]\.ami\.password: expected where the secret is kept: \{ env: NAME_OF_A_VARIABLE \} or \{ file: PATH \}/,
  );
  expect(said).not.toContain('hunter2');
});
