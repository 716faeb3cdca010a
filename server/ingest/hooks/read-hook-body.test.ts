import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sourceId } from '#domain/ids.ts';
import { BATCH_LIMITS } from '#domain/limits/limits.ts';
import { epochMs } from '#domain/time.ts';
import { mapHookBody } from './mapping/map-hook-body.ts';
import { openMapping } from './open-hooks.ts';
import { readHookBody } from './read-hook-body.ts';

const FORM = 'application/x-www-form-urlencoded';
const read = (text: string, type?: string) => readHookBody(type, Buffer.from(text));

describe('a body', () => {
  test.each([
    ['JSON', 'application/json', '{"a":1}', { a: 1 }],
    ['JSON behind a byte order mark', 'application/json', '\uFEFF{"a":1}', { a: 1 }],
    ['JSON by another name', 'application/cloudevents+json; charset=utf-8', '[1]', [1]],
    ['JSON without a name', undefined, '{"a":1}', { a: 1 }],
    ['a form', `${FORM}; charset=UTF-8`, 'a=1&b=%E9%94%80+%E5%94%AE&a=2', { a: ['1', '2'], b: '销 售' }],
    [
      'a form with names that mean something',
      FORM,
      '__proto__=1&constructor=2',
      JSON.parse('{"__proto__":"1","constructor":"2"}'),
    ],
  ])('may be %s', (_, type, text, body) => {
    expect(read(text, type)).toMatchObject({ kind: 'body', body });
  });

  test('in GBK is refused rather than destroyed', () => {
    expect(readHookBody('application/json', Buffer.from([0x7b, 0xca, 0xdb, 0x7d]))).toEqual({
      kind: 'unreadable',
      reason: 'the text must be UTF-8',
    });
  });

  test('throws whatever it is neither when it is read nor when it is mapped', () => {
    const mapping = openMapping('chatwoot');
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(undefined, 'application/json', FORM, 'text/plain'), (sent, type) => {
        const body = readHookBody(type, Buffer.from(sent));
        if (body.kind === 'unreadable') expect(body.reason.length).toBeLessThan(200);
        const request = { body: body.kind === 'body' ? body.body : undefined, headers: {}, query: {} };
        const batch = mapHookBody(mapping, request, { source: sourceId('s'), receivedAt: epochMs(0) });
        expect(batch.kind).toBe('batch');
      }),
      { numRuns: 500, seed: 20260304 },
    );
  });

  test('is not read when it is deeper than any is', () => {
    const deep = `{"event":${'['.repeat(250_000)}1${']'.repeat(250_000)}}`;
    expect(read(deep)).toMatchObject({ kind: 'unreadable', reason: expect.stringContaining('more than 32') });
  });

  test('of very many items brings no more events than a request may', () => {
    const items = Array.from({ length: 1_000 }, () => ({ event: 'nothing' }));
    const request = { body: [...items, ...items, ...items], headers: {}, query: {} };
    const told = { source: sourceId('s'), receivedAt: epochMs(0) };
    const batch = mapHookBody(openMapping('chatwoot'), request, told);
    expect(batch.events.length + batch.refusedCount).toBeLessThanOrEqual(BATCH_LIMITS.hookEvents + 1);
  });
});
