import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { request, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { sourceId } from '#domain/ids.ts';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { systemClock } from '../clock/clock.ts';
import { systemTimers } from '../clock/timers.ts';
import { openMapping } from '../ingest/hooks/open-hooks.ts';
import { createSourceHealth } from '../ingest/links/source-health.ts';
import { anyBoard } from '../push/testing/any-board.ts';
import {
  SHOWN,
  createCredentials,
  isRightToken,
  type Credentials,
  type Shown,
} from './testing/credentials.ts';
import { countingClerk, eventLine, startEdge, type EdgeBench } from '../web/testing/edge-bench.ts';

let edge: EdgeBench;
let shown: Credentials;
beforeEach(async () => {
  edge = await startEdge({ commit: countingClerk(), hooks: hooks() });
  shown = createCredentials(edge);
  edge.state.board = { board: anyBoard({}), version: 1, serverAt: systemClock() };
});
afterEach(() => edge.close());

/** A hook with a secret, and one that asks for a token. */
const hooks = () => ({
  hooks: new Map(
    [
      { source: sourceId('sealed'), mapping: openMapping('tencent-tccc'), secret: 'a long secret' },
      { source: sourceId('free'), mapping: openMapping('udesk') },
    ].map((hook) => [hook.source, hook] as const),
  ),
  health: createSourceHealth(systemClock),
  timers: systemTimers,
});

const WALL: readonly Shown[] = [
  'wall',
  'lead',
  'planner',
  'admin',
  'a session of a wall',
  'a session of a lead',
];
const LEAD: readonly Shown[] = ['lead', 'planner', 'admin', 'a session of a lead'];
const PLANNER: readonly Shown[] = ['planner', 'admin'];
const FEEDS: readonly Shown[] = ['a source for free', 'a source for others', 'a source for any', 'admin'];
const KNOWN: readonly Shown[] = [...new Set([...FEEDS, ...WALL])];

/** Every route of the server, and who is let in. A route that is not here fails the first test. */
const ROUTES: Readonly<Record<string, readonly Shown[]>> = {
  'GET /': SHOWN,
  'GET /wall': SHOWN,
  'GET /sign-in': SHOWN,
  'GET /*': SHOWN,
  'GET /healthz': SHOWN,
  'GET /openapi.json': SHOWN,
  'GET /schema': KNOWN,
  'GET /schema/definitions': KNOWN,
  'GET /metrics': WALL,
  'GET /v1/board': WALL,
  'GET /v1/refusals': LEAD,
  'GET /v1/sources': LEAD,
  'GET /v1/figures': LEAD,
  'GET /v1/contacts': LEAD,
  'GET /v1/contacts/:id': LEAD,
  'GET /v1/lost': LEAD,
  'GET /v1/history': PLANNER,
  'POST /v1/events': FEEDS,
  'POST /v1/hooks/:source': FEEDS.filter((who) => who !== 'a source for others'),
  'GET /v1/session': KNOWN,
  'POST /v1/session': [],
  'DELETE /v1/session': SHOWN,
};

/** What is asked of routes that stand for many, or that need to hear what is meant. */
const ASKED: Readonly<Record<string, string>> = {
  '/*': '/assets/wall-abc123.js',
  '/v1/hooks/:source': '/v1/hooks/free',
  '/v1/figures': '/v1/figures?measures=offered',
  '/v1/contacts': '/v1/contacts?of=offered',
  '/v1/contacts/:id': '/v1/contacts/nobody',
};

test('every route of the server is in the table of rights', () => {
  expect(edge.routes().toSorted()).toEqual(Object.keys(ROUTES).toSorted());
});

describe('who is let in', () => {
  test.each(Object.entries(ROUTES))('%s', async (route, allowed) => {
    const [method = '', path = ''] = route.split(' ');
    const letIn: Shown[] = [];
    for (const who of SHOWN) {
      const status = await ask(method, ASKED[path] ?? path, who);
      if (status !== 401 && status !== 403) letIn.push(who);
      expect([who, status < 500]).toEqual([who, true]);
    }
    expect(letIn).toEqual(
      SHOWN.filter((who) => allowed.includes(who) || (route === 'POST /v1/session' && isRightToken(who))),
    );
  });

  test.each([
    ['/v1/wall', WALL],
    ['/v1/ingest', FEEDS],
  ] as const)('the socket %s', async (path, allowed) => {
    const opened: Shown[] = [];
    for (const who of SHOWN) if (await opens(path, await shown.headersOf(who))) opened.push(who);
    expect(opened).toEqual(SHOWN.filter((who) => allowed.includes(who)));
  });

  test('a hook with a secret asks for that, and no token stands for it', async () => {
    for (const who of SHOWN)
      expect([who, await ask('POST', '/v1/hooks/sealed', who)]).toEqual([
        who,
        expect.toBeOneOf([401, 403, 429]),
      ]);
  });
});

describe('a source that a token is not for', () => {
  test('is refused line by line, named and counted, and what is right beside it is taken', async () => {
    const body = `${eventLine('a', 'free')}\n${eventLine('b', 'fre')}\n${eventLine('c', 'pbx')}`;
    const reply = await fetch(`${edge.url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...(await shown.headersOf('a source for free')) },
      body,
    });
    expect(await reply.json()).toMatchObject({
      accepted: 1,
      refusedCount: 2,
      refused: [
        {
          line: 2,
          reason: 'not-yours',
          field: 'source',
          value: 'fre',
          expected: 'a source that the token for-free is for: free',
        },
        { line: 3, reason: 'not-yours', value: 'pbx' },
      ],
    });
    expect(edge.refusals.bySource()).toEqual({ free: 2 });
  });
});

describe('a share of the sockets', () => {
  test('is all that one token has, and others have theirs', async () => {
    const headers = { authorization: `Bearer ${edge.token('source')}` };
    const sockets = await Promise.all(
      Array.from({ length: DOOR_LIMITS.feedsShare }, () => openSocket('/v1/ingest', headers)),
    );
    expect(await refusal('/v1/ingest', headers)).toEqual([
      429,
      `${DOOR_LIMITS.feedsShare} of the token a source are open already`,
    ]);
    expect(await opens('/v1/ingest', { authorization: `Bearer ${edge.token('admin')}` })).toBe(true);
    const [first] = sockets;
    first?.close();
    if (first !== undefined) await once(first, 'close');
    await expect.poll(() => opens('/v1/ingest', headers)).toBe(true);
    for (const socket of sockets) socket.terminate();
  });
});

describe('the room for bodies', () => {
  test('is left by whoever hangs up in the middle of a body, as by everybody else', async () => {
    const headers = {
      'content-type': 'application/x-ndjson',
      authorization: `Bearer ${edge.token('source')}`,
    };
    const hangUp = async (): Promise<void> => {
      const asked = request(`${edge.url}/v1/events`, { method: 'POST', headers });
      // It is ours to hang up.
      asked.on('error', () => undefined);
      asked.write('x'.repeat(100_000));
      await expect.poll(() => edge.openBodies.load().bodies).toBeGreaterThan(0);
      asked.destroy();
    };
    for (let i = 0; i < 3; i += 1) await hangUp();
    await expect.poll(() => edge.openBodies.load()).toEqual({ bodies: 0, bytes: 0 });
    const good = await fetch(`${edge.url}/v1/events`, { method: 'POST', headers, body: eventLine('z') });
    expect(good.status).toBe(200);
    await expect.poll(() => edge.openBodies.load()).toEqual({ bodies: 0, bytes: 0 });
  });
});

async function ask(method: string, path: string, who: Shown): Promise<number> {
  const isSession = method === 'POST' && path === '/v1/session';
  const headers = await shown.headersOf(who);
  const body = isSession ? JSON.stringify({ token: shown.tokenOf(who) ?? 'none' }) : eventLine('x', 'free');
  const reply = await fetch(`${edge.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...headers,
      ...(method === 'POST'
        ? { 'content-type': isSession ? 'application/json' : 'application/x-ndjson' }
        : {}),
    },
    ...(method === 'POST' ? { body } : {}),
  });
  await reply.arrayBuffer();
  return reply.status;
}

async function openSocket(path: string, headers: Record<string, string>): Promise<WebSocket> {
  const socket = edge.connect(path, headers);
  await once(socket, 'open');
  return socket;
}

async function opens(path: string, headers: Record<string, string>): Promise<boolean> {
  const socket = edge.connect(path, headers);
  const isOpen = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.terminate();
  return isOpen;
}

function refusal(path: string, headers: Record<string, string>): Promise<readonly [number, string]> {
  const socket = edge.connect(path, headers);
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_asked, reply: IncomingMessage) => {
      text(reply).then((said) => resolve([reply.statusCode ?? 0, said]), reject);
    });
  });
}
