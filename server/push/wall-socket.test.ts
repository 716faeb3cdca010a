import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { epochMs } from '#domain/time.ts';
import type { Role } from '../access/role.ts';
import { revokeToken } from '../access/tokens.ts';
import { startEdge, type EdgeBench } from '../web/testing/edge-bench.ts';
import { anyBoard } from './testing/any-board.ts';

let edge: EdgeBench | undefined;
afterEach(async () => {
  await edge?.close();
  edge = undefined;
});

describe('a wall', () => {
  test('gets the snapshot first, then patches and heartbeats', async () => {
    edge = await startEdge();
    edge.hub.publish(anyBoard({ sales: 1 }), 1, epochMs(1));
    const messages = listen(connect(edge, 'wall'));
    await messages.until(1);
    edge.hub.publish(anyBoard({ sales: 2 }), 2, epochMs(2));
    edge.hub.heartbeat(2, epochMs(3), {});
    expect(await messages.until(3)).toMatchObject([
      { kind: 'snapshot', version: 1, board: anyBoard({ sales: 1 }) },
      { kind: 'patch', version: 2, changes: { queues: { sales: { waiting: 2 } } } },
      { kind: 'heartbeat', version: 2 },
    ]);
  });

  test('that leaves is forgotten', async () => {
    edge = await startEdge();
    const { hub } = edge;
    const wall = connect(edge, 'wall');
    await once(wall, 'open');
    wall.close();
    while (hub.counts().subscribers > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(hub.counts().subscribers).toBe(0);
  });

  test('is told when its token is revoked, and ends', async () => {
    edge = await startEdge();
    const wall = connect(edge, 'wall');
    const messages = listen(wall);
    await once(wall, 'open');
    const ended = once(wall, 'close');
    revokeToken(edge.folder, 'a wall');
    edge.later(1_000);
    edge.recheck();
    expect((await ended)[0]).toBe(1008);
    expect(await messages.until(1)).toEqual([{ kind: 'refused', reason: 'forbidden' }]);
  });

  test('that talks is cut off', async () => {
    edge = await startEdge();
    const wall = connect(edge, 'lead');
    await once(wall, 'open');
    wall.send('hello');
    expect((await once(wall, 'close'))[0]).toBe(1008);
  });
});

describe('a refusal', () => {
  test.each([
    ['no token', {}, 401],
    ['a wrong token', { authorization: 'Bearer cb_admin_x' }, 401],
  ])('of %s is answered in HTTP', async (_, headers, status) => {
    edge = await startEdge();
    const reply = await refusal(edge.connect('/v1/wall', headers));
    expect([reply.statusCode, await text(reply)]).toEqual([
      status,
      expect.stringContaining('a token is needed'),
    ]);
  });

  test('of a source is 403', async () => {
    edge = await startEdge();
    expect((await refusal(connect(edge, 'source'))).statusCode).toBe(403);
  });

  test('of a page without a token is told on the socket, where a page can hear it', async () => {
    edge = await startEdge();
    const wall = edge.connect('/v1/wall', { origin: edge.url });
    const messages = listen(wall);
    expect((await once(wall, 'close'))[0]).toBe(1008);
    expect(await messages.until(1)).toEqual([{ kind: 'refused', reason: 'forbidden' }]);
  });

  test('of a page of elsewhere comes even with a good token, and shows nothing', async () => {
    edge = await startEdge();
    edge.hub.publish(anyBoard({ sales: 1 }), 1, epochMs(1));
    const wall = edge.connect('/v1/wall', {
      origin: 'http://evil.example',
      cookie: `callboard=${edge.token('admin')}`,
    });
    const messages = listen(wall);
    await once(wall, 'close');
    expect(await messages.until(1)).toEqual([{ kind: 'refused', reason: 'origin' }]);
  });
});

describe('without tokens', () => {
  test('a wall on this machine is let in', async () => {
    edge = await startEdge({ open: true });
    edge.hub.publish(anyBoard({}), 1, epochMs(1));
    const messages = listen(edge.connect('/v1/wall', { origin: edge.url }));
    expect(await messages.until(1)).toMatchObject([{ kind: 'snapshot' }]);
  });

  test.each(['/v1/wall', '/v1/ingest'])('%s under a rebound name is refused', async (path) => {
    edge = await startEdge({ open: true });
    const reply = await refusal(edge.connect(path, { host: `evil.example:${edge.port}` }));
    expect([reply.statusCode, await text(reply)]).toEqual([403, expect.stringContaining('evil.example')]);
  });
});

function connect(to: EdgeBench, role: Role): WebSocket {
  return to.connect('/v1/wall', { authorization: `Bearer ${to.token(role)}` });
}

function listen(socket: WebSocket): { until(count: number): Promise<unknown[]> } {
  const messages: unknown[] = [];
  let heard: (() => void) | undefined;
  socket.on('message', (message: Buffer) => {
    messages.push(JSON.parse(message.toString()));
    heard?.();
  });
  return {
    until: (count) =>
      new Promise((resolve) => {
        heard = () => messages.length >= count && resolve(messages.slice(0, count));
        heard();
      }),
  };
}

function refusal(socket: WebSocket): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    socket.once('unexpected-response', (_request, response) => resolve(response));
    socket.once('open', () => reject(new Error('the socket opened')));
  });
}
