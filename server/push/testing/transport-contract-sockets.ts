import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { MAX_FRAME_BYTES, type TransportBench } from './transport-bench.ts';

/** What every transport must do with sockets. */
export function socketContract(bench: () => TransportBench): void {
  testFrames(bench);
  testBadFrames(bench);
  testUpgrades(bench);
  testSlowPeers(bench);
  testEnds(bench);
  testOddEnds(bench);
}

function testFrames(bench: () => TransportBench): void {
  test('messages arrive both ways and in order', async () => {
    const socket = await opened(bench().connect('/echo'));
    const messages = Array.from({ length: 500 }, (_, index) => `消息 ${index}`);
    const received = receive(socket, messages.length);
    for (const message of messages) socket.send(message);
    expect(await received).toEqual(messages);
    socket.terminate();
  });

  test('a frame as large as is allowed passes whole', async () => {
    const socket = await opened(bench().connect('/echo'));
    const large = '🀄ab'.repeat(MAX_FRAME_BYTES / 6);
    const received = receive(socket, 1);
    socket.send(large);
    expect(await received).toEqual([large]);
    socket.terminate();
  });
}

function testBadFrames(bench: () => TransportBench): void {
  test('a frame above the limit closes the socket with 1009', async () => {
    const socket = await opened(bench().connect('/echo'));
    socket.send('x'.repeat(MAX_FRAME_BYTES + 1));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
    await (
      await bench().nextServerSide()
    ).closed;
  });

  test('a frame far above the limit ends the socket, and the server lives on', async () => {
    const socket = await opened(bench().connect('/echo'));
    // A socket that is cut off while it is still sending may see that as an error first.
    socket.on('error', () => undefined);
    socket.send('x'.repeat(MAX_FRAME_BYTES * 20));
    await once(socket, 'close');
    const next = await opened(bench().connect('/echo'));
    next.terminate();
  });

  test('a binary frame closes the socket with 1003', async () => {
    const socket = await opened(bench().connect('/echo'));
    socket.send(Buffer.from([1, 2, 3]));
    const [code, reason] = await once(socket, 'close');
    expect([code, String(reason)]).toEqual([1003, 'frames are text, this one is binary']);
  });
}

function testUpgrades(bench: () => TransportBench): void {
  test('the route is told the path, the query, the headers and the address', async () => {
    const socket = await opened(
      bench().connect('/echo?a=1&b=2', { headers: { 'X-Tried': 'yes' }, origin: 'http://a' }),
    );
    const { request } = await bench().nextServerSide();
    expect(request).toMatchObject({ path: '/echo', query: 'a=1&b=2', remoteAddress: '127.0.0.1' });
    expect(request.headers).toMatchObject({
      'x-tried': 'yes',
      origin: 'http://a',
      host: `127.0.0.1:${bench().port}`,
    });
    socket.terminate();
  });

  test.each([401, 429])('a refusal is answered in HTTP with %i and its reason', async (status) => {
    const response = await refusal(bench().connect(`/refused?${status}`));
    expect([response.statusCode, await text(response)]).toEqual([status, `因为 ${status}`]);
  });

  test('there is no socket at another path', async () => {
    const response = await refusal(bench().connect('/nowhere'));
    expect(response.statusCode).toBe(404);
    response.destroy();
  });

  test('a plain request to the path of a socket is answered by HTTP', async () => {
    const response = await fetch(`${bench().httpUrl}/echo`);
    expect(response.status).toBe(404);
    await response.text();
  });
}

function testSlowPeers(bench: () => TransportBench): void {
  test('what a peer leaves unread is counted, and it drains when the peer reads again', async () => {
    const socket = await opened(bench().connect('/echo'));
    const { peer, drained } = await bench().nextServerSide();
    socket.pause();
    const message = 'x'.repeat(128 * 1024);
    let sent = 0;
    // The kernel takes some megabytes before anything is left with us.
    while (peer.bufferedBytes() < 4 * message.length && sent < 400) {
      expect(peer.send(`${sent}:${message}`)).toBe(true);
      sent += 1;
    }
    expect(peer.bufferedBytes()).toBeGreaterThan(message.length);
    const received = receive(socket, sent);
    socket.resume();
    await drained;
    expect(peer.bufferedBytes()).toBe(0);
    expect((await received).map((each) => Number.parseInt(each))).toEqual(
      Array.from({ length: sent }, (_, n) => n),
    );
    socket.terminate();
  });

  test('a peer that reads nothing at all is cut off before it costs more than its bound', async () => {
    const socket = await opened(bench().connect('/echo'));
    const { peer, closed } = await bench().nextServerSide();
    socket.pause();
    const message = 'x'.repeat(1024 * 1024);
    let most = 0;
    for (let sent = 0; sent < 200 && peer.send(message); sent++) most = Math.max(most, peer.bufferedBytes());
    await closed;
    expect(most).toBeLessThan(70 * 1024 * 1024);
    expect(peer.send(message)).toBe(false);
    socket.terminate();
  });
}

function testEnds(bench: () => TransportBench): void {
  test('the server closes with a code and a reason', async () => {
    const socket = await opened(bench().connect('/echo'));
    const { peer, closed } = await bench().nextServerSide();
    peer.close(4000, '再见'.repeat(40));
    const [code, reason] = await once(socket, 'close');
    expect(code).toBe(4000);
    expect(String(reason)).toBe('再见'.repeat(40).slice(0, 41));
    await closed;
  });

  test('a peer that closes is reported once, and sending to it answers false', async () => {
    const socket = await opened(bench().connect('/echo'));
    const { peer, closed, closedTimes } = await bench().nextServerSide();
    socket.close(4002);
    await closed;
    expect(peer.send('too late')).toBe(false);
    expect(peer.bufferedBytes()).toBe(0);
    peer.close(1000, 'again');
    expect(closedTimes()).toBe(1);
  });

  test('a peer that is cut off is reported too', async () => {
    const socket = await opened(bench().connect('/echo'));
    const { closed } = await bench().nextServerSide();
    socket.terminate();
    await closed;
  });
}

function testOddEnds(bench: () => TransportBench): void {
  test('a socket closed while it opens still says its word, and is reported closed', async () => {
    const socket = bench().connect('/goodbye');
    const received = receive(socket, 1);
    const [code, reason] = await once(socket, 'close');
    expect([await received, code, String(reason)]).toEqual([['hello'], 4001, 'goodbye']);
    const { closed, closedTimes } = await bench().nextServerSide();
    await closed;
    expect(closedTimes()).toBe(1);
  });

  test('closing the transport closes every socket with 1001 and frees the port', async () => {
    const sockets = await Promise.all([1, 2, 3].map(() => opened(bench().connect('/echo'))));
    const ends = Promise.all(sockets.map((socket) => once(socket, 'close')));
    await bench().close();
    expect((await ends).map(([code]) => code)).toEqual([1001, 1001, 1001]);
    await expect(fetch(bench().httpUrl)).rejects.toThrow();
  });
}

async function opened(socket: WebSocket): Promise<WebSocket> {
  await once(socket, 'open');
  return socket;
}

/** The next `count` messages, in order. */
function receive(socket: WebSocket, count: number): Promise<string[]> {
  const messages: string[] = [];
  return new Promise((resolve) => {
    socket.on('message', (message: Buffer) => {
      messages.push(message.toString());
      if (messages.length === count) resolve(messages);
    });
  });
}

function refusal(socket: WebSocket): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => resolve(response));
    socket.once('open', () => reject(new Error('the socket opened')));
  });
}
