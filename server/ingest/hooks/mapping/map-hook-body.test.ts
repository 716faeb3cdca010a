import { describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { epochMs } from '#domain/time.ts';
import { mapHookBody, type HookRequest } from './map-hook-body.ts';
import { readHookMapping } from './read-hook-mapping.ts';

const receivedAt = epochMs(Date.UTC(2026, 2, 4, 2));
const AT = 1_772_586_000;
const HEAD = `
name: A switch
sender: { limit-seconds: 5, retries: true }
time: { unit: s }
identity: <id>
told-by: what
`;

function map(mapping: string, body: unknown, around: Partial<HookRequest> = {}) {
  const read = readHookMapping(`${HEAD}${mapping}`);
  if (read.kind !== 'mapping') throw new Error(JSON.stringify(read.mistakes));
  const request = { headers: {}, query: {}, ...around, body };
  const latestAt = epochMs(receivedAt + 86_400_000);
  return mapHookBody(read.mapping, request, { source: sourceId('s'), receivedAt, latestAt });
}

const QUEUED = `
events:
  - { kind: contact-queued, when: { what: queued }, at: <at>, contact: c-<call.id | call_id>, queue: <queue> }
`;
const queued = { what: 'queued', id: 'e1', at: AT, call: { id: 7 }, queue: 'sales' };

describe('an event', () => {
  test('is made of places in the body, constants, and what is around them', () => {
    expect(map(QUEUED, queued).events).toEqual([
      {
        id: 'e1/contact-queued',
        source: 's',
        kind: 'contact-queued',
        at: AT * 1000,
        precisionMs: 1000,
        contact: 'c-7',
        queue: 'sales',
      },
    ]);
  });

  test('takes the first place that holds something', () => {
    const { call, ...others } = queued;
    expect(call.id).toBe(7);
    expect(map(QUEUED, { ...others, call_id: 'x' }).events).toMatchObject([{ contact: 'c-x' }]);
    expect(map(QUEUED, { ...queued, call: { id: '' }, call_id: 'x' }).events).toMatchObject([
      { contact: 'c-x' },
    ]);
    expect(map(QUEUED, { ...queued, call: [{ name: 1 }, { id: 8 }] }).events).toMatchObject([
      { contact: 'c-8' },
    ]);
  });

  test('may be one of several in a body, one for each item of a list', () => {
    const rules = `
events:
  - kind: contact-answered
    each: legs
    when: { '@item.at': { above: 0 } }
    at: <@item.at>
    contact: <id>
    agent: <@item.agent>
    seq: <@index>
`;
    const body = {
      id: 'e1',
      legs: [
        { at: AT, agent: 1 },
        { at: 0, agent: 2 },
        { at: AT + 60, agent: 3 },
      ],
    };
    expect(map(rules, body).events).toMatchObject([
      { id: 'e1/contact-answered', agent: '1', seq: 0 },
      { id: 'e1/contact-answered/2', agent: '3', seq: 2 },
    ]);
  });

  test('may be told by headers and query', () => {
    const rules = `
events:
  - { kind: contact-ended, when: { '@query.action': cdr }, id: <@header.X-Push-Id>, at: <at>, contact: <call> }
`;
    const around = { query: { action: 'cdr' }, headers: { 'x-push-id': 'p1' } };
    expect(map(rules, { at: AT, call: 1 }, around).events).toMatchObject([{ id: 'p1', contact: '1' }]);
  });

  test('may happen seconds before or after what is told, or when it was received', () => {
    const rules = `
events:
  - { kind: contact-ringing, at: { of: <at>, plus-seconds: <wait>, minus-seconds: 2 }, contact: <id> }
  - { kind: contact-held, at: receipt, contact: <id> }
`;
    expect(map(rules, { id: 1, at: AT, wait: '12.5' }).events).toMatchObject([
      { at: AT * 1000 + 10_500 },
      { at: receivedAt, clock: 'receipt' },
    ]);
    expect(map(rules, { id: 1, at: AT, wait: 'long' }).events).toMatchObject([{ at: AT * 1000 - 2_000 }, {}]);
  });

  test('has numbers, lists and labels where its kind has them', () => {
    const rules = `
all: { at: <at> }
events:
  - { kind: agent-signed-in, agent: <agent>, queues: <queues> }
  - { kind: contact-started, contact: c, channel: voice, direction: inbound, priority: <priority>, labels: { vip: <vip>, area: <area> } }
`;
    const body = { id: 1, at: AT, agent: 8001, queues: 'sales, support,', priority: '3', vip: true };
    expect(map(rules, body).events).toMatchObject([
      { agent: '8001', queues: ['sales', 'support'] },
      { priority: 3, labels: { vip: 'true' } },
    ]);
    expect(map(rules, { ...body, queues: [1, 2] }).events).toMatchObject([{ queues: ['1', '2'] }, {}]);
  });

  test('may have words of its own for the words of the sender', () => {
    const rules = `
events:
  - { kind: contact-ended, at: <at>, contact: c, by: { of: <side>, table: { 1: customer, 2: agent } } }
`;
    const bySide = (side: unknown): unknown => map(rules, { id: 1, at: AT, side }).events[0];
    expect(bySide(1)).toMatchObject({ by: 'customer' });
    expect(bySide('2')).toMatchObject({ by: 'agent' });
    expect(bySide(3)).not.toHaveProperty('by');
  });
});

const HASHED = `
identity: { of: <own>, hash: [call, at] }
events:
  - { kind: contact-ended, at: <at>, contact: <call> }
`;

const idOf = (body: object): string | undefined => {
  const text = `${HEAD.replace('identity: <id>\n', '')}${HASHED}`;
  const read = readHookMapping(text);
  if (read.kind !== 'mapping') throw new Error(JSON.stringify(read.mistakes));
  return mapHookBody(read.mapping, { body, headers: {}, query: {} }, { source: sourceId('s'), receivedAt })
    .events[0]?.id;
};

describe('identity', () => {
  test("is the sender's own, and else a hash of what was named", () => {
    expect(idOf({ own: 'e9', call: 1, at: AT })).toBe('e9/contact-ended');
    const id = idOf({ call: 1, at: AT });
    expect(id).toMatch(/^[\da-f]{32}\/contact-ended$/);
    expect(idOf({ at: AT, call: '1', unnamed: 5 })).toBe(id);
    expect(idOf({ call: 2, at: AT })).not.toBe(id);
  });

  test('that cannot be told is a refusal', () => {
    expect(map(QUEUED, { ...queued, id: null })).toMatchObject({
      events: [],
      refused: [{ reason: 'missing-field', field: 'id of contact-queued' }],
    });
  });
});

describe('what is no event', () => {
  test.each([
    [
      'a time that is none',
      { ...queued, at: 'soon' },
      {
        reason: 'bad-time',
        field: '<at> (at of contact-queued)',
        value: 'soon',
        expected: 'seconds since 1970, in 1990 to 2100',
      },
    ],
    ['no time', { ...queued, at: null }, { reason: 'missing-field', field: '<at> (at of contact-queued)' }],
    [
      'no queue',
      { ...queued, queue: null },
      { reason: 'missing-field', field: '<queue> (queue of contact-queued)' },
    ],
    [
      'an object for a name',
      { ...queued, queue: { a: 1 } },
      { reason: 'bad-value', value: 'an object of 1 fields' },
    ],
    [
      'a time far ahead',
      { ...queued, at: AT + 90_000 * 2 },
      { reason: 'bad-time', field: '<at> (at of contact-queued)' },
    ],
    [
      'an unknown kind of body',
      { ...queued, what: 'exploded' },
      { reason: 'unknown-kind', field: 'what', value: 'exploded', expected: 'one of queued' },
    ],
    ['no kind at all', 5, { reason: 'unknown-kind', field: 'what', value: '' }],
  ])('is refused by name: %s', (_, body, refusal) => {
    const { events, refused, refusedBySource } = map(QUEUED, body);
    expect([events, refused.length]).toEqual([[], 1]);
    expect(refused).toMatchObject([{ line: 1, ...refusal }]);
    expect([...refusedBySource]).toEqual([['s', 1]]);
  });

  test('is passed over where the mapping says so', () => {
    const rules = `
ignore:
  - { what: [tick, tock] }
  - { what: queued, test: true }
${QUEUED}`;
    expect(map(rules, { what: 'tock' })).toMatchObject({ events: [], refusedCount: 0 });
    expect(map(rules, { ...queued, test: true })).toMatchObject({ events: [], refusedCount: 0 });
    expect(map(rules, { ...queued, test: false })).toMatchObject({ events: [{}], refusedCount: 0 });
    expect(map(rules, { what: 'tack' })).toMatchObject({ events: [], refusedCount: 1 });
  });

  test('does not keep the other bodies of a list back', () => {
    const { events, refused } = map(QUEUED, [queued, 'nonsense', { ...queued, id: 'e2' }]);
    expect(events.map(({ id }) => id)).toEqual(['e1/contact-queued', 'e2/contact-queued']);
    expect(refused).toMatchObject([{ line: 2 }]);
  });

  test('is also what stands behind a thousand bodies', () => {
    const bodies = Array.from({ length: 1_001 }, (_, id) => ({ ...queued, id }));
    const { events, refused } = map(QUEUED, bodies);
    expect(events.length).toBe(1_000);
    expect(refused).toMatchObject([{ line: 1_001, reason: 'too-long', value: 'a list of 1001' }]);
  });
});

describe('text that is JSON', () => {
  const rules = `
unpack: [attributes]
events:
  - { kind: contact-started, at: <at>, contact: c, channel: voice, direction: inbound, customer: <attributes.from> }
`;
  test('is read before the mapping looks at it, and what is no JSON stays text', () => {
    expect(map(rules, { id: 1, at: AT, attributes: '{"from":"+861380"}' }).events).toMatchObject([
      { customer: '+861380' },
    ]);
    const [plain] = map(rules, { id: 1, at: AT, attributes: 'from me' }).events;
    expect(plain).not.toHaveProperty('customer');
  });

  test('names that objects inherit are not in a body', () => {
    const inherited = `
events:
  - { kind: contact-ended, at: <at>, contact: c-<constructor.name | toString | __proto__ | id> }
`;
    expect(map(inherited, { id: 1, at: AT }).events).toMatchObject([{ contact: 'c-1' }]);
  });
});
