import type { AddressInfo } from 'node:net';
import { STATUS_CODES, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';
import { assert } from '#domain/assert.ts';
import { framingFault } from './framing-fault.ts';
import { listenFailure } from './listen-failure.ts';
import { CLOSING_MS, PEER_SILENCE_MS, STOPPING, CLOSE } from './socket-limits.ts';
import type { SocketRoute, Transport, TransportOptions, UpgradeRequest } from './transport.ts';
import { runWsSocket } from './ws-socket.ts';

/** The transport on Node's own server and `ws`, for machines where uWebSockets.js has no binary. Closing it closes `http` too. */
export async function createWsTransport({ http, routes, bodyMs }: TransportOptions): Promise<Transport> {
  const targets = routes.map((route) => ({ route, server: socketServer(route) }));
  http.addHook('onRequest', refuseFraming);
  await http.ready();
  http.server.requestTimeout = bodyMs;
  http.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const fault = framingFault(joinedHeaders(request.rawHeaders));
    if (fault !== undefined) return refuseUpgrade(socket, 400, fault);
    const asked = upgradeRequest(request);
    const target = targets.find(({ route }) => route.path === asked.path);
    if (target === undefined) return refuseUpgrade(socket, 404, `no socket at ${asked.path}`);
    const answer = target.route.answer(asked);
    if (answer.kind === 'refused') return refuseUpgrade(socket, answer.status, answer.reason);
    target.server.handleUpgrade(request, socket, head, (opened) =>
      runWsSocket(opened, (peer) => answer.open(peer)),
    );
  });
  const silent: Silent = new WeakSet();
  const pings = setInterval(() => {
    for (const { server } of targets) pingAll(server, silent);
  }, PEER_SILENCE_MS / 2);
  return {
    async listen(port, host) {
      try {
        await http.listen({ port, host });
      } catch (cause) {
        throw listenFailure({ port, host, cause });
      }
      return listenedPort(http.server.address());
    },
    async close() {
      clearInterval(pings);
      await Promise.all(targets.map(({ server }) => closeAll(server)));
      http.server.closeIdleConnections();
      const cut = setTimeout(() => http.server.closeAllConnections(), CLOSING_MS);
      await http.close();
      clearTimeout(cut);
    },
  };
}

/** What Node lets pass of what is doubtful: it keeps one of two hosts, and takes some unusual codings. */
async function refuseFraming(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const fault = framingFault(joinedHeaders(request.raw.rawHeaders));
  if (fault === undefined) return undefined;
  return reply.code(400).header('connection', 'close').send({ error: 'bad-request', message: fault });
}

/** Headers as they were sent, names and values in turn; repeated ones joined by commas. */
function joinedHeaders(raw: readonly string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const [name, value] = [raw[i]?.toLowerCase() ?? '', raw[i + 1] ?? ''];
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return headers;
}

function listenedPort(address: AddressInfo | string | null): number {
  assert(typeof address === 'object' && address !== null, 'a server that listens has an address');
  return address.port;
}

function socketServer(route: SocketRoute): WebSocketServer {
  return new WebSocketServer({ noServer: true, maxPayload: route.maxFrameBytes });
}

function upgradeRequest(request: IncomingMessage): UpgradeRequest {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? '' : url.slice(mark + 1),
    headers: singleHeaders(request.headers),
    remoteAddress: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  };
}

function singleHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) single[name] = Array.isArray(value) ? value.join(', ') : value;
  return single;
}

function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  // A peer that hangs up while it is being refused has nothing more to be told.
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  );
}

/** Peers that were pinged and have not answered. */
type Silent = WeakSet<WebSocket>;

function pingAll(server: WebSocketServer, silent: Silent): void {
  for (const socket of server.clients) {
    if (silent.has(socket)) {
      socket.terminate();
      continue;
    }
    silent.add(socket);
    socket.once('pong', () => silent.delete(socket));
    socket.ping();
  }
}

async function closeAll(server: WebSocketServer): Promise<void> {
  const ended = [...server.clients].map(
    (socket) =>
      new Promise<void>((resolve) => {
        const cut = setTimeout(() => socket.terminate(), CLOSING_MS);
        socket.once('close', () => {
          clearTimeout(cut);
          resolve();
        });
        socket.close(CLOSE.goingAway, STOPPING);
      }),
  );
  await Promise.all(ended);
}
