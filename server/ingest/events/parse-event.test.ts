import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_LIMITS } from '#domain/limits/limits.ts';
import { epochMs, later } from '#domain/time.ts';
import { anyEvent } from '../testing/any-event.ts';
import { EVENT_KINDS } from './event-schema.ts';
import { parseEvent, parseEventLine } from './parse-event.ts';

const queued = {
  id: 'e1',
  source: 'pbx',
  at: '2026-11-22T09:00:00+08:00',
  kind: 'contact-queued',
  contact: 'c1',
  queue: '售后',
};

describe('an event', () => {
  test('is read with its time as an instant', () => {
    expect(parseEvent(queued)).toEqual({
      kind: 'event',
      event: { ...queued, at: Date.UTC(2026, 10, 22, 1) },
    });
  });

  test('loses the fields that no kind has, and leaves what it was read from as it is', () => {
    const sent = { ...queued, vendor: { deep: [1] }, agent: 'not of this kind' };
    expect(parseEvent(sent)).toEqual(parseEvent(queued));
    expect(sent.at).toBe(queued.at);
  });

  test('of any kind is what the schema allows, and parses to itself', () => {
    const kinds = new Set<unknown>();
    fc.assert(
      fc.property(anyEvent(), (event) => {
        kinds.add(event['kind']);
        expect(parseEventLine(JSON.stringify(event))).toEqual({ kind: 'event', event });
      }),
      { numRuns: 3_000 },
    );
    expect(kinds.size).toBe(EVENT_KINDS.length);
  });

  test('is the same in whatever order its fields come', () => {
    fc.assert(
      fc.property(anyEvent(), fc.func(fc.nat()), (event, rank) => {
        const fields = Object.entries(event).sort(([a], [b]) => rank(a) - rank(b));
        expect(parseEvent(Object.fromEntries(fields))).toEqual(parseEvent(event));
      }),
    );
  });

  test('with one field spoilt is refused for that field, and nothing ever throws', () => {
    const spoils = fc.oneof(fc.jsonValue(), fc.anything(), fc.string({ minLength: 600, maxLength: 700 }));
    fc.assert(
      fc.property(anyEvent(), fc.nat(), spoils, (event, pick, spoil) => {
        const fields = Object.keys(event).filter((field) => field !== 'kind');
        const field = fields[pick % fields.length] ?? 'id';
        const parsed = parseEvent({ ...event, [field]: spoil });
        if (parsed.kind === 'refused') {
          expect(parsed.refusal.field.split('/')[0]).toBe(field);
          expect(parsed.refusal.value.length).toBeLessThanOrEqual(80);
          expect(parsed.refusal.expected).not.toBe('');
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('that is anything at all is read or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(['event', 'refused']).toContain(parseEvent(value).kind);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(parseEventLine(line).kind).toBe('refused');
      }),
    );
  });
});

describe('a refusal', () => {
  test.each([
    ['an unknown kind', { ...queued, kind: 'contact-queud' }, 'unknown-kind', 'kind', 'contact-queud'],
    ['a kind that is no text', { ...queued, kind: 7 }, 'unknown-kind', 'kind', '7'],
    ['a kind of the prototype', { ...queued, kind: 'constructor' }, 'unknown-kind', 'kind', 'constructor'],
    ['no kind', without('kind'), 'missing-field', 'kind', ''],
    ['no queue', without('queue'), 'missing-field', 'queue', ''],
    ['no id', without('id'), 'missing-field', 'id', ''],
    ['an empty id', { ...queued, id: '' }, 'bad-value', 'id', ''],
    ['an id too long', { ...queued, id: 'x'.repeat(201) }, 'too-long', 'id', `${'x'.repeat(79)}…`],
    ['a number for a queue', { ...queued, queue: 5 }, 'bad-value', 'queue', '5'],
    ['null for a queue', { ...queued, queue: null }, 'bad-value', 'queue', 'null'],
    [
      'a queue that would break the board',
      { ...queued, queue: '__proto__' },
      'bad-value',
      'queue',
      '__proto__',
    ],
    [
      'a time without an offset',
      { ...queued, at: '2026-11-22T09:00:00' },
      'bad-time',
      'at',
      '2026-11-22T09:00:00',
    ],
    ['seconds for a time', { ...queued, at: 1_700_000_000 }, 'bad-time', 'at', '1700000000'],
    ['a list', [queued], 'bad-value', '', 'a list of 1'],
    ['a negative precision', { ...queued, precisionMs: -1 }, 'bad-value', 'precisionMs', '-1'],
    ['an unknown clock', { ...queued, clock: 'atomic' }, 'bad-value', 'clock', 'atomic'],
  ])('names the field and the value of %s', (_, sent, reason, field, value) => {
    expect(parseEvent(sent)).toMatchObject({ kind: 'refused', refusal: { reason, field, value } });
  });

  test('of an unknown kind lists the nearest first', () => {
    const parsed = parseEvent({ ...queued, kind: 'contact-queud' });
    expect(parsed.kind === 'refused' && parsed.refusal.expected).toMatch(/^one of contact-queued, /);
  });

  test('of a label names the label, of a queue its place', () => {
    const labelled = { ...queued, kind: 'contact-labelled', labels: { vip: 1 } };
    expect(parseEvent(labelled)).toMatchObject({
      refusal: { reason: 'bad-value', field: 'labels/vip', value: '1' },
    });
    const long = { ...queued, kind: 'contact-labelled', labels: { note: 'x'.repeat(501) } };
    expect(parseEvent(long)).toMatchObject({ refusal: { reason: 'too-long', field: 'labels/note' } });
    const signed = { ...queued, kind: 'agent-queues', agent: 'amy', queues: ['sales', ''] };
    expect(parseEvent(signed)).toMatchObject({
      refusal: { reason: 'bad-value', field: 'queues/1', value: '' },
    });
  });

  test.each([50, 51])('comes of more than 50 labels: %i', (count) => {
    const labels = Object.fromEntries(Array.from({ length: count }, (_, index) => [`label ${index}`, 'x']));
    const parsed = parseEvent({ ...queued, kind: 'contact-labelled', labels });
    expect(parsed.kind).toBe(count === 50 ? 'event' : 'refused');
  });

  test('comes of a label whose name has a line break in it and whose value is no text', () => {
    const parsed = parseEvent({ ...queued, kind: 'contact-labelled', labels: { 'a\nb': {} } });
    expect(parsed).toMatchObject({ kind: 'refused', refusal: { reason: 'bad-value' } });
  });

  test('comes of a gap that begins after it ends', () => {
    const gap = {
      id: 'g',
      source: 'pbx',
      kind: 'source-gap',
      at: 1_700_000_000_000,
      from: 1_700_000_000_001,
    };
    expect(parseEvent(gap)).toMatchObject({ refusal: { reason: 'bad-time', field: 'from' } });
    expect(parseEvent({ ...gap, from: '2023-11-14T22:13:20Z' })).toMatchObject({
      event: { from: 1_700_000_000_000 },
    });
  });

  test('comes of an event too far ahead, never of a late one', () => {
    const at = epochMs(Date.UTC(2026, 10, 22, 1));
    expect(parseEvent(queued, at).kind).toBe('event');
    expect(parseEvent(queued, later(at, -1))).toMatchObject({
      refusal: { reason: 'bad-time', field: 'at', expected: expect.stringContaining('ahead') },
    });
    expect(parseEvent({ ...queued, at: '1990-01-01T00:00:00Z' }, at).kind).toBe('event');
  });

  test('tells whose the event was where that can be read', () => {
    expect(parseEvent({ ...queued, queue: 5 })).toMatchObject({ source: 'pbx' });
    expect(parseEvent({ ...queued, source: 5 })).not.toHaveProperty('source');
    expect(parseEventLine('{"id":')).toEqual({
      kind: 'refused',
      refusal: { reason: 'not-json', field: '', value: '{"id":', expected: 'one JSON object' },
    });
  });

  test('of something nested without end does not overflow, and it is not read', () => {
    const depth = 100_000;
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const line = JSON.stringify(queued).replace('"e1"', nested);
    expect(parseEventLine(line)).toMatchObject({
      refusal: { reason: 'too-deep', field: '', expected: 'at most 32 objects and lists within each other' },
    });
    const shallow = JSON.stringify({ ...queued, own: { texts: ['['.repeat(5_000), '\\"]['.repeat(500)] } });
    expect(parseEventLine(shallow).kind).toBe('event');
  });

  test('of something longer than an event can be says so, and it is not read', () => {
    const line = JSON.stringify({ ...queued, own: 'x'.repeat(EVENT_LIMITS.chars) });
    expect(parseEventLine(line)).toMatchObject({ refusal: { reason: 'too-long', field: '' } });
    expect(parseEventLine(JSON.stringify({ ...queued, own: 'x'.repeat(100_000) })).kind).toBe('event');
  });
});

function without(field: keyof typeof queued): Record<string, unknown> {
  return Object.fromEntries(Object.entries(queued).filter(([name]) => name !== field));
}
