import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { StorageFailure } from '../../sqlite/storage-failure.ts';
import { countingClerk, eventLine, startEdge, type EdgeBench } from '../../web/testing/edge-bench.ts';

let edge: EdgeBench | undefined;
afterEach(async () => {
  await edge?.close();
  edge = undefined;
});

describe('a batch of events', () => {
  test.each([
    ['NDJSON', 'application/x-ndjson', `${eventLine('a')}\n${eventLine('b')}\n`],
    ['JSON lines', 'application/jsonl; charset=utf-8', `${eventLine('a')}\n${eventLine('b')}`],
    ['a JSON array', 'application/json', `[${eventLine('a')},${eventLine('b')}]`],
  ])('as %s is answered when it is committed', async (_, type, body) => {
    edge = await startEdge({ commit: countingClerk() });
    const plain = await send(edge, { type, body });
    expect(plain).toEqual({
      status: 200,
      body: { position: 2, accepted: 2, duplicates: 0, refused: [], refusedCount: 0 },
    });
    const packed = await send(edge, { type, body: gzipSync(body), headers: { 'content-encoding': 'gzip' } });
    expect(packed).toMatchObject({ status: 200, body: { position: 4, accepted: 2 } });
  });

  test('keeps its good events and gives back the bad lines, which are listed', async () => {
    edge = await startEdge({ commit: countingClerk() });
    const bad = eventLine('b').replace('contact-queued', 'contact-lost');
    const { status, body } = await send(edge, { body: `${eventLine('a')}\nnonsense\n${bad}` });
    expect([status, body.accepted, body.refusedCount]).toEqual([200, 1, 2]);
    expect(body.refused).toMatchObject([
      { line: 2, reason: 'not-json', field: '', value: 'nonsense' },
      { line: 3, reason: 'unknown-kind', field: 'kind', value: 'contact-lost' },
    ]);
    expect(edge.refusals.bySource()).toEqual({ pbx: 2 });
    const list = await fetch(`${edge.url}/v1/refusals`, {
      headers: { authorization: `Bearer ${edge.token('lead')}` },
    });
    expect(await list.json()).toMatchObject({
      senders: [
        {
          sender: 'a source',
          count: 2,
          byReason: { 'not-json': 1, 'unknown-kind': 1 },
          latest: [{ line: 2 }, { line: 3 }],
        },
      ],
    });
  });

  test('is told to wait when the inbox is full', async () => {
    edge = await startEdge({ inboxLimit: 1 });
    const { status, body, headers } = await sendRaw(edge, { body: `${eventLine('a')}\n${eventLine('b')}` });
    expect([status, headers.get('retry-after'), body]).toEqual([
      429,
      '1',
      {
        type: 'about:blank',
        title: 'Too Many Requests',
        status: 429,
        detail: 'inbox full: 0 of 1 events wait',
        error: 'busy',
        message: 'inbox full: 0 of 1 events wait',
        retryAfterMs: 500,
      },
    ]);
  });

  test('is not acknowledged when the journal fails, and its refusals are not counted twice', async () => {
    edge = await startEdge({
      commit: (batch) => batch.fail(new StorageFailure('full', 'no space left on the disk')),
    });
    const { status, body, headers } = await sendRaw(edge, { body: `${eventLine('a')}\nnonsense` });
    expect([status, headers.get('retry-after'), body]).toEqual([
      503,
      '5',
      {
        type: 'about:blank',
        title: 'Service Unavailable',
        status: 503,
        detail: 'journal full: no space left on the disk',
        error: 'not-written',
        message: 'journal full: no space left on the disk',
      },
    ]);
    expect(edge.refusals.byReason()).toEqual({});
  });
});

describe('what is no batch', () => {
  test.each([
    ['nothing', { body: '' }, 400, 'expected at least one event'],
    ['blank lines', { body: '\n\n' }, 400, 'expected at least one event'],
    ['no array', { type: 'application/json', body: '{"a":1}' }, 400, 'expected a JSON array of events'],
    ['half an array', { type: 'application/json', body: '[' }, 400, 'not JSON'],
    ['GBK', { body: Buffer.from([0xca, 0xdb]) }, 400, 'must be UTF-8'],
    ['no gzip', { body: 'x', headers: { 'content-encoding': 'gzip' } }, 400, 'not gzip'],
    [
      'half a gzip',
      { body: gzipSync(eventLine('a')).subarray(0, 30), headers: { 'content-encoding': 'gzip' } },
      400,
      'not gzip',
    ],
    ['brotli', { body: 'x', headers: { 'content-encoding': 'br' } }, 415, 'must be gzip or none, got br'],
    ['a form', { type: 'application/x-www-form-urlencoded', body: 'a=1' }, 415, 'Unsupported Media Type'],
    [
      'a gzip bomb',
      { body: gzipSync(Buffer.alloc(64 * 1024 * 1024, 32)), headers: { 'content-encoding': 'gzip' } },
      413,
      'split it',
    ],
    ['too large a body', { body: Buffer.alloc(8 * 1024 * 1024 + 1, 32) }, 413, 'split it'],
    ['too many events', { body: 'x\n'.repeat(50_001) }, 413, 'split it'],
  ])('is refused in words: %s', async (_, sent, status, words) => {
    edge = await startEdge({ commit: countingClerk() });
    const answer = await send(edge, sent);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toContain(words);
    expect(Object.keys(answer.body).sort()).toEqual([
      'detail',
      'error',
      'message',
      'status',
      'title',
      'type',
    ]);
    expect(answer.body.detail).toBe(answer.body.message);
  });
});

type Sent = {
  readonly type?: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
};

async function send(to: EdgeBench, sent: Sent) {
  const { status, body } = await sendRaw(to, sent);
  return { status, body };
}

async function sendRaw(to: EdgeBench, { type = 'application/x-ndjson', body, headers = {} }: Sent) {
  const reply = await fetch(`${to.url}/v1/events`, {
    method: 'POST',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': type, authorization: `Bearer ${to.token('source')}`, ...headers },
  });
  return { status: reply.status, headers: reply.headers, body: await reply.json() };
}
