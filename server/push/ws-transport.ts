import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { listenFailure } from './listen-failure.ts';
import { BINARY_REFUSED, CLOSE_CODES, DRAIN_MS, PING_EVERY_MS } from './socket-limits.ts';
import type { Peer, SocketListener, SocketRoute, TransportOptions, UpgradeRequest, Transport } from './transport.ts';

/** The transport on Node's own server and `ws`: where uWebSockets.js has no binary. */
export async function createWsTransport({ http, routes }: TransportOptions): Promise<Transport> {
  const servers = new Map(routes.map((route) => [route.path, { route, sockets: socketServer(route) }]));
  await http.ready();
  http.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const asked = upgradeRequest(request);
    const target = servers.get(asked.path);
    if (target === undefined) return refuseUpgrade(socket, 404, `no socket at ${asked.path}`);
    const answer = target.route.answer(asked);
    if (answer.kind === 'refused') return refuseUpgrade(socket, answer.status, answer.reason);
    target.sockets.handleUpgrade(request, socket, head, (opened) => runSocket(opened, answer.open));
  });
  const pings = setInterval(() => {
    for (const { sockets } of servers.values()) pingAll(sockets);
  }, PING_EVERY_MS);
  return {
    async listen(port, host) {
      try {
        await http.listen({ port, host });
      } catch (cause) {
        throw listenFailure(port, host, cause);
      }
      return http.addresses()[0]?.port ?? port;
    },
    async close() {
      clearInterval(pings);
      await Promise.all([...servers.values()].map(({ sockets }) => closeAll(sockets)));
      http.server.closeIdleConnections();
      await http.close();
    },
  };
}
