import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import type { RefusedLine } from '#domain/board/wire.ts';
import { systemClock } from '../../clock/clock.ts';
import { FeedLink } from './feed-link.ts';

const servers: WebSocketServer[] = [];
const links: FeedLink[] = [];
afterEach(async () => {
  for (const link of links.splice(0)) link.close();
  for (const server of servers.splice(0)) await stop(server);
});

/** A server that does with each frame what the test says: the socket, the frame, and how many came before it. */
async function listen(answer: (socket: WebSocket, text: string, before: number) => void, port = 0) {
  const received: string[] = [];
  const server = new WebSocketServer({ port, host: '127.0.0.1' });
  servers.push(server);
  server.on('connection', (socket) => {
    socket.on('message', (message: Buffer) => {
      received.push(message.toString());
      answer(socket, message.toString(), received.length - 1);
    });
  });
  await once(server, 'listening');
  const address = server.address();
  const url = new URL(`ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1/ingest`);
  return { url, received, server };
}

async function stop(server: WebSocketServer): Promise<void> {
  for (const client of server.clients) client.terminate();
  await new Promise((resolve) => server.close(resolve));
}

function connect(url: URL, giveUpMs = 10_000, token?: string) {
  const refused: RefusedLine[] = [];
  const changes: string[] = [];
  const link = new FeedLink({
    url,
    giveUpMs,
    now: systemClock,
    ...(token === undefined ? {} : { token }),
    onRefused: (lines) => refused.push(...lines),
    onChange: (change) => changes.push(change),
  });
  links.push(link);
  return { link, refused, changes };
}

const frame = (text: string) => ({ text, events: 1 });

const commit = (socket: WebSocket, more: object = {}): void =>
  socket.send(
    JSON.stringify({
      kind: 'committed',
      position: 1,
      accepted: 1,
      duplicates: 0,
      refused: [],
      refusedCount: 0,
      ...more,
    }),
  );

test('frames go out in order and are counted when they are committed', async () => {
  const { url, received } = await listen((socket) => commit(socket, { duplicates: 1 }));
  const { link } = connect(url);
  const texts = Array.from({ length: 30 }, (_, index) => `frame ${index}`);
  for (const text of texts) await link.send(frame(text));
  await link.drained();
  expect(received).toEqual(texts);
  expect(link.sums).toEqual({ acknowledged: 30, duplicates: 30, refused: 0 });
});

test('at most eight frames are without an answer', async () => {
  const waiting: WebSocket[] = [];
  const { url, received, server } = await listen((socket) => {
    waiting.push(socket);
    if (waiting.length === 8) server.emit('eight');
  });
  const { link } = connect(url);
  const eight = once(server, 'eight');
  for (let index = 0; index < 8; index++) await link.send(frame(`${index}`));
  await eight;
  let ninth = false;
  const sent = link.send(frame('8')).then(() => (ninth = true));
  link.offer(frame('a beat'));
  await new Promise(setImmediate);
  expect(ninth).toBe(false);
  const [first] = waiting;
  if (first !== undefined) commit(first);
  await sent;
  expect(received).not.toContain('a beat');
});

test('a frame that has to wait is sent again, and nothing is lost', async () => {
  const { url, received } = await listen((socket, _, before) => {
    if (before === 0) socket.send(JSON.stringify({ kind: 'wait', reason: 'full', retryAfterMs: 1 }));
    else commit(socket);
  });
  const { link } = connect(url);
  await link.send(frame('one'));
  await link.send(frame('two'));
  await link.drained();
  expect(received.toSorted()).toEqual(['one', 'one', 'two']);
  expect(link.sums.acknowledged).toBe(2);
});

test('after a broken connection what had no answer is sent again, first and in order', async () => {
  const { url, received } = await listen((socket, _, before) => {
    if (before === 2) socket.terminate();
    else if (before > 2) commit(socket);
  });
  const { link, changes } = connect(url);
  for (const text of ['one', 'two', 'three', 'four']) await link.send(frame(text));
  await link.drained();
  expect(received.slice(-4)).toEqual(['one', 'two', 'three', 'four']);
  expect(link.sums.acknowledged).toBe(4);
  expect(changes.some((change) => change.includes('trying again'))).toBe(true);
});

test('refused lines are told and not counted as acknowledged', async () => {
  const line = { line: 1, reason: 'bad-value', field: 'at', value: 'x', expected: 'a time' } as const;
  const { url } = await listen((socket) => commit(socket, { accepted: 1, refused: [line], refusedCount: 1 }));
  const { link, refused } = connect(url);
  await link.send({ text: 'two lines', events: 2 });
  await link.drained();
  expect(refused).toEqual([line]);
  expect(link.sums).toEqual({ acknowledged: 1, duplicates: 0, refused: 1 });
});

test('a server that cannot take a frame ends the link with its reason', async () => {
  const { url } = await listen((socket) =>
    socket.send(JSON.stringify({ kind: 'failed', reason: 'the disk is full' })),
  );
  const { link } = connect(url);
  await link.send(frame('one'));
  await expect(link.drained()).rejects.toThrow('cannot take the events: the disk is full');
});

test('a connection that is ended for good is not tried again', async () => {
  const { url } = await listen((socket) => socket.close(1008, 'the token was revoked'));
  const { link } = connect(url);
  await link.send(frame('one'));
  await expect(link.drained()).rejects.toThrow('ended the connection (1008): the token was revoked');
});

test('an answer that is none ends the link', async () => {
  const { url } = await listen((socket) => socket.send('hello'));
  const { link } = connect(url);
  await link.send(frame('one'));
  await expect(link.drained()).rejects.toThrow('an answer that is none: hello');
});

test('the token goes along, and a wrong one ends the link at once', async () => {
  const seen: (string | undefined)[] = [];
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: ({ req }, done) => {
      seen.push(req.headers.authorization);
      done(false, 401, 'no');
    },
  });
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  const { link } = connect(
    new URL(`ws://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`),
    10_000,
    'secret',
  );
  await link.send(frame('one'));
  await expect(link.drained()).rejects.toThrow('refused the token (401)');
  expect(seen).toEqual(['Bearer secret']);
});

test('a server out of reach for too long ends the link with the reason', async () => {
  const { url, server } = await listen(() => undefined);
  await stop(server);
  servers.length = 0;
  const { link } = connect(url, 1);
  await link.send(frame('one'));
  await expect(link.drained()).rejects.toThrow(/cannot reach ws:.* for 0.001 s: .*ECONNREFUSED/);
});

test('a closed link keeps nobody waiting', async () => {
  const { url } = await listen(() => undefined);
  const { link } = connect(url);
  await link.send(frame('one'));
  const drained = link.drained();
  link.close();
  await expect(drained).resolves.toBeUndefined();
});
