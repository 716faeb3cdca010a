import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { epochMs } from '#domain/time.ts';
import { ROLES, type Role } from '../access/role.ts';
import { anyBoard } from '../push/testing/any-board.ts';
import { countingClerk, startEdge, type EdgeBench } from './testing/edge-bench.ts';

let edge: EdgeBench;
beforeEach(async () => {
  edge = await startEdge({ commit: countingClerk() });
});
afterEach(() => edge.close());

const get = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${edge.url}${path}`, { headers, redirect: 'manual' });
const as = (role: Role): { authorization: string } => ({ authorization: `Bearer ${edge.token(role)}` });

const signIn = (token: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${edge.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });

const history = (query: string): Promise<Response> => get(`/v1/history${query}`, as('planner'));

test('a history is asked for by days and interval, and mistakes in them are named', async () => {
  const answer = await history('?from=2026-03-02&to=2026-03-08&interval=60');
  expect(await answer.json()).toEqual({ zone: 'UTC', interval: 60, rows: [] });
  expect(await (await history('')).json()).toMatchObject({ interval: 30 });
  for (const [query, said] of [
    ['from=2026-02-30', /2026-02-30/],
    ['to=monday', /to must match pattern/],
    ['interval=20', /interval must be equal to one of the allowed values/],
    ['days=3', /additional properties/],
  ] as const) {
    const refused = await history(`?${query}`);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringMatching(said)]);
  }
});

describe('who may ask for what', () => {
  const rights: readonly (readonly [string, readonly (Role | 'nobody')[]])[] = [
    ['GET /', ['nobody', ...ROLES]],
    ['GET /wall', ['nobody', ...ROLES]],
    ['GET /sign-in', ['nobody', ...ROLES]],
    ['GET /healthz', ['nobody', ...ROLES]],
    ['GET /schema', ROLES],
    ['GET /schema/definitions', ROLES],
    ['GET /metrics', ['wall', 'lead', 'planner', 'admin']],
    ['GET /v1/board', ['wall', 'lead', 'planner', 'admin']],
    ['GET /v1/refusals', ['lead', 'planner', 'admin']],
    ['GET /v1/sources', ['lead', 'planner', 'admin']],
    ['GET /v1/history', ['planner', 'admin']],
    ['POST /v1/events', ['source', 'admin']],
  ];
  test.each(rights)('%s', async (route, allowed) => {
    edge.state.board = { board: anyBoard({}), version: 1, serverAt: epochMs(1) };
    const [method = '', path = ''] = route.split(' ');
    const letIn: string[] = [];
    for (const who of ['nobody', ...ROLES] as const) {
      const { status } = await fetch(`${edge.url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(who === 'nobody' ? {} : as(who)),
          ...(method === 'POST' ? { 'content-type': 'application/x-ndjson' } : {}),
        },
        ...(method === 'POST' ? { body: 'x' } : {}),
      });
      expect(status < 400 ? [] : [401, 403]).toEqual(status < 400 ? [] : expect.arrayContaining([status]));
      if (status < 400) letIn.push(who);
    }
    expect(letIn).toEqual(allowed);
  });
});

describe('a session', () => {
  test('turns a token into a cookie that no script and no other site can use', async () => {
    const reply = await signIn(edge.token('wall'));
    expect(await reply.json()).toEqual({ name: 'a wall', role: 'wall' });
    const cookie = reply.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^callboard=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=34560000$/);
    const told = await get('/v1/session', { cookie: cookie.split(';', 1)[0] ?? '' });
    expect(await told.json()).toEqual({ name: 'a wall', role: 'wall' });
  });

  test('ends with its cookie, and on the server too', async () => {
    const signedIn = await signIn(edge.token('wall'));
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '';
    const reply = await fetch(`${edge.url}/v1/session`, { method: 'DELETE', headers: { cookie } });
    expect([reply.status, reply.headers.get('set-cookie')]).toEqual([
      204,
      'callboard=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
    ]);
    expect((await get('/v1/session', { cookie })).status).toBe(401);
  });

  test.each([{}, { token: 5 }, { token: '' }, { token: 'a b' }, { token: 'x'.repeat(201) }, [], null])(
    'is refused for %j',
    async (body) => {
      const reply = await fetch(`${edge.url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(reply.status).toBe(400);
      expect(await reply.json()).toMatchObject({
        error: 'bad-request',
        message: expect.stringContaining('body'),
      });
    },
  );

  test('is not to be guessed: many wrong tokens are told to wait, and the right one is let in all the same', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt <= DOOR_LIMITS.wrongAMinute; attempt++)
      statuses.push((await signIn('cb_wall_guess')).status);
    expect(statuses).toEqual([...Array<number>(DOOR_LIMITS.wrongAMinute).fill(401), 429]);
    expect((await signIn(edge.token('wall'))).status).toBe(200);
  });

  test('is not given to a page of elsewhere', async () => {
    const reply = await signIn(edge.token('wall'), { origin: 'http://evil.example' });
    expect([reply.status, reply.headers.get('set-cookie')]).toEqual([403, null]);
  });
});

describe('pages', () => {
  test('are for everyone, hold nothing, and may load from here only', async () => {
    const home = await get('/');
    expect([home.status, home.headers.get('location')]).toEqual([302, '/wall']);
    const wall = await get('/wall');
    expect(await wall.text()).toContain('<title>Callboard</title>');
    expect(wall.headers.get('cache-control')).toBe('no-cache');
    expect(wall.headers.get('content-security-policy')).toContain("default-src 'none';script-src 'self';");
    expect(wall.headers.get('x-content-type-options')).toBe('nosniff');
    expect(wall.headers.get('referrer-policy')).toBe('no-referrer');
    const script = await get('/assets/wall-abc123.js');
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await script.text()).toBe('export {};');
  });

  test.each([
    '/../tokens.json',
    '/%2e%2e/tokens.json',
    '/assets/..%2f..%2ftokens.json',
    '//evil.example/nothing',
    '/nowhere',
  ])('beside them there is nothing: %s', async (path) => {
    const reply = await raw(path);
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(reply.status).toBeLessThan(500);
    expect(reply.body).not.toContain('hash');
  });

  test('an unknown address is answered in the shape of every error', async () => {
    const reply = await get('/v1/nowhere?token=secret');
    expect(reply.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const said = 'there is no GET /v1/nowhere';
    expect(await reply.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: said,
      error: 'not-found',
      message: said,
    });
  });
});

describe('what the server tells of itself', () => {
  test('the board, once there is one', async () => {
    expect((await get('/v1/board', as('wall'))).status).toBe(503);
    edge.state.board = { board: anyBoard({ sales: 3 }), version: 7, serverAt: epochMs(9) };
    const reply = await get('/v1/board', as('wall'));
    expect(await reply.json()).toEqual({ board: anyBoard({ sales: 3 }), version: 7, serverAt: 9 });
  });

  test('its health, and nothing of what ails it', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    edge.state.failure = 'journal full: no space left';
    const reply = await get('/healthz');
    expect([reply.status, await reply.json()]).toMatchObject([
      503,
      { error: 'failed', message: 'the server cannot do its work: its log says why' },
    ]);
  });

  test('the schemas of events and of definitions', async () => {
    const reply = await get('/schema', as('source'));
    expect(reply.headers.get('content-type')).toContain('application/schema+json');
    expect(await reply.json()).toMatchObject({ title: 'Callboard event' });
    const definitions = await get('/schema/definitions', as('source'));
    expect(await definitions.json()).toMatchObject({ title: 'Callboard definitions', required: ['zone'] });
  });
});

test('an open server answers under names of this machine only', async () => {
  const open = await startEdge({ open: true });
  const asked = (host: string) => raw('/v1/refusals', host, open.port);
  const statuses = await Promise.all(['localhost', `127.0.0.1:${open.port}`, 'evil.example'].map(asked));
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 403]);
  expect(statuses[2]?.body).toContain('host must be localhost, 127.0.0.1 or [::1], got \\"evil.example\\"');
  await open.close();
});

/** The path and the host as they are written, which fetch would tidy. */
function raw(path: string, host = 'localhost', port = edge.port): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { host } }, (reply) => {
      text(reply).then((body) => resolve({ status: reply.statusCode ?? 0, body }), reject);
    });
    asked.once('error', reject);
    asked.end();
  });
}
