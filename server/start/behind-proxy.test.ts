import { once } from 'node:events';
import type { Socket } from 'node:net';
import { createServer, request, type RequestOptions } from 'node:https';
import { text } from 'node:stream/consumers';
import { createProxyServer } from 'http-proxy-3';
import { pino } from 'pino';
import { generate } from 'selfsigned';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { usualCentre } from '#domain/centre.ts';
import { DOOR_LIMITS } from '#domain/limits/limits.ts';
import { epochMs } from '#domain/time.ts';
import { createToken } from '../access/tokens.ts';
import { inTemporaryFolder } from '../testing/child-server.ts';
import { startServer } from './start-server.ts';

const ends: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test('behind a proxy with TLS that is believed, cookies are for https only and a session ends everywhere with its sign-out', async () => {
  await behindProxy(['loopback'], async ({ ask, connect, token, direct }) => {
    const signedIn = await signIn(ask, token);
    expect(signedIn.cookie).toMatch(/; Secure$/);
    expect((await signIn(direct, token)).cookie).not.toContain('Secure');

    const cookie = signedIn.cookie.split(';', 1)[0] ?? '';
    const wall = connect('/v1/wall', { cookie });
    const [first] = await once(wall, 'message');
    expect(JSON.parse(String(first))).toMatchObject({ kind: 'snapshot' });
    const closed = once(wall, 'close');
    expect(await ask('DELETE', '/v1/session', { cookie })).toMatchObject({ status: 204 });
    expect((await closed)[0]).toBe(1008);
    expect(await ask('GET', '/v1/board', { cookie })).toMatchObject({ status: 401 });
  });
});

test('addresses are those of whoever asks the proxy: who guesses tokens is stopped, and nobody else', async () => {
  await behindProxy(['loopback'], async ({ ask, token, logged, connect }) => {
    const guess = (from: string) =>
      ask('GET', '/v1/board', { authorization: 'Bearer cb_wall_guess', 'x-forwarded-for': from });
    for (let i = 0; i < DOOR_LIMITS.wrongAMinute; i += 1) await guess('203.0.113.66');
    expect(await guess('203.0.113.66')).toMatchObject({ status: 429 });
    expect(await guess('203.0.113.9')).toMatchObject({ status: 401 });
    expect(await signIn(ask, token, { 'x-forwarded-for': '203.0.113.66' })).toMatchObject({ status: 200 });
    const wall = connect('/v1/wall', { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' });
    await once(wall, 'message');
    expect(logged()).toContain('"address":"203.0.113.9"');
    wall.terminate();
  });
});

test('a proxy that is not believed changes nothing, and the right token is let in whatever others guess through it', async () => {
  await behindProxy([], async ({ ask, token, connect }) => {
    for (let i = 0; i < 2 * DOOR_LIMITS.wrongAMinute; i += 1) await signIn(ask, 'cb_wall_guess');
    expect(await signIn(ask, 'cb_wall_guess')).toMatchObject({ status: 429 });
    const signedIn = await signIn(ask, token);
    expect([signedIn.status, signedIn.cookie.includes('Secure')]).toEqual([200, false]);
    const wall = connect('/v1/wall', { authorization: `Bearer ${token}` });
    await once(wall, 'message');
    wall.terminate();
  });
});

type Answer = { readonly status: number; readonly cookie: string };
type Ask = (method: string, path: string, headers: Record<string, string>, body?: string) => Promise<Answer>;
type Behind = {
  readonly token: string;
  readonly ask: Ask;
  readonly direct: Ask;
  readonly connect: (path: string, headers: Record<string, string>) => WebSocket;
  readonly logged: () => string;
};

/** A server with a proxy in front that speaks https with a certificate of its own making. */
async function behindProxy(
  proxies: readonly string[],
  work: (behind: Behind) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const token = createToken(folder, { name: 'tv', role: 'wall', createdAt: epochMs(0) });
    let logged = '';
    const log = pino({ level: 'info' }, { write: (line: string) => void (logged += line) });
    const centre = usualCentre('UTC');
    const at = { folder, centre, host: '127.0.0.1', port: 0, open: false, origins: [], proxies, log };
    const server = await startServer(at);
    ends.push(() => server.stop());
    const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
    const target = `http://127.0.0.1:${server.port}`;
    const port = await startProxy(target, { key, cert });
    await work({
      token,
      ask: asking({ port, rejectUnauthorized: false }),
      direct: async (method, path, headers, body) => {
        const reply = await fetch(`${target}${path}`, {
          method,
          headers,
          ...(body !== undefined && { body }),
        });
        return { status: reply.status, cookie: reply.headers.get('set-cookie') ?? '' };
      },
      connect: (path, headers) =>
        new WebSocket(`wss://127.0.0.1:${port}${path}`, { headers, rejectUnauthorized: false }),
      logged: () => logged,
    });
  });
}

async function startProxy(target: string, certificate: { key: string; cert: string }): Promise<number> {
  const proxy = createProxyServer({ target, xfwd: true });
  // A peer that hangs up is the test's own doing.
  proxy.on('error', () => undefined);
  const front = createServer(certificate, (incoming, reply) => {
    proxy.web(incoming, reply);
  });
  front.on('upgrade', (incoming, socket, head) => {
    proxy.ws(incoming, socket, head);
  });
  const sockets = new Set<Socket>();
  front.on('connection', (socket: Socket) => sockets.add(socket));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  ends.push(() => {
    front.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = front.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen');
  return address.port;
}

const asking =
  (options: RequestOptions): Ask =>
  (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const asked = request({ ...options, host: '127.0.0.1', method, path, headers }, (reply) => {
        text(reply).then(
          () => resolve({ status: reply.statusCode ?? 0, cookie: reply.headers['set-cookie']?.[0] ?? '' }),
          reject,
        );
      });
      asked.once('error', reject);
      asked.end(body);
    });

const signIn = (ask: Ask, token: string, headers: Record<string, string> = {}): Promise<Answer> =>
  ask('POST', '/v1/session', { 'content-type': 'application/json', ...headers }, JSON.stringify({ token }));
