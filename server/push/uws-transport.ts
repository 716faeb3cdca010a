import { STATUS_CODES } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import {
  App,
  us_listen_socket_close,
  us_socket_local_port,
  type HttpRequest,
  type HttpResponse,
  type TemplatedApp,
  type us_listen_socket,
  type us_socket_context_t,
} from 'uWebSockets.js';
import { assert } from '#domain/assert.ts';
import { listenFailure, probeListening } from './listen-failure.ts';
import { CLOSE, CLOSING_MS, MAX_UNREAD_BYTES, PEER_SILENCE_MS, STOPPING } from './socket-limits.ts';
import type { Peer, SocketRoute, Transport, TransportOptions } from './transport.ts';
import { createUwsHttp } from './uws-http.ts';
import { hasFramingFault, readUwsRequest } from './uws-request.ts';
import { openUwsSocket, type UwsConnection } from './uws-socket.ts';

/** The transport on uWebSockets.js: a third of the CPU of Node's own sockets. Closing it closes `http` too. */
export async function createUwsTransport(options: TransportOptions): Promise<Transport> {
  await options.http.ready();
  const app = App();
  const peers = new Set<Peer>();
  const requests = createUwsHttp(options);
  for (const route of options.routes) addRoute(app, route, peers);
  app.any('/*', (res, req) => requests.answer(res, req));
  let listening: us_listen_socket | undefined;
  return {
    async listen(port, host) {
      listening = await listenOn({ app, port, host });
      return us_socket_local_port(listening);
    },
    async close() {
      if (listening !== undefined) us_listen_socket_close(listening);
      listening = undefined;
      for (const peer of peers) peer.close(CLOSE.goingAway, STOPPING);
      await requests.settled(CLOSING_MS);
      await sentLastFrames();
      app.close();
      await options.http.close();
    },
  };
}

function addRoute(app: TemplatedApp, route: SocketRoute, peers: Set<Peer>): void {
  app.ws<UwsConnection>(route.path, {
    // Beyond its own limit uWebSockets.js hangs up without a word; up to it we can say 1009.
    maxPayloadLength: 2 * route.maxFrameBytes,
    maxBackpressure: MAX_UNREAD_BYTES,
    closeOnBackpressureLimit: true,
    idleTimeout: PEER_SILENCE_MS / 1000,
    sendPingsAutomatically: true,
    upgrade: (res, req, context) => upgrade({ route, res, req, context }),
    open: (ws) => openUwsSocket(ws, peers),
    message(ws, frame, isBinary) {
      const { socket } = ws.getUserData();
      if (isBinary) socket?.refuseBinary();
      else if (frame.byteLength > route.maxFrameBytes)
        socket?.refuseFrame(route.maxFrameBytes, frame.byteLength);
      else socket?.listener.message(Buffer.from(frame).toString());
    },
    drain(ws) {
      if (ws.getBufferedAmount() === 0) ws.getUserData().socket?.listener.drained();
    },
    close: (ws) => ws.getUserData().socket?.closed(),
  });
}

type Upgrading = {
  readonly route: SocketRoute;
  readonly res: HttpResponse;
  readonly req: HttpRequest;
  readonly context: us_socket_context_t;
};

function upgrade({ route, res, req, context }: Upgrading): void {
  const asked = readUwsRequest(res, req);
  if (hasFramingFault(res, asked)) return;
  const answer = route.answer(asked);
  if (answer.kind === 'refused') {
    res
      .writeStatus(`${answer.status} ${STATUS_CODES[answer.status]}`)
      .writeHeader('content-type', 'text/plain; charset=utf-8')
      .end(answer.reason, true);
    return;
  }
  res.upgrade<UwsConnection>(
    { open: (peer) => answer.open(peer), socket: undefined },
    req.getHeader('sec-websocket-key'),
    req.getHeader('sec-websocket-protocol'),
    req.getHeader('sec-websocket-extensions'),
    context,
  );
}

/** uWebSockets.js only says that it failed; Node then says why. */
async function listenOn(at: { app: TemplatedApp; port: number; host: string }): Promise<us_listen_socket> {
  const { app, port, host } = at;
  const { promise, resolve } = Promise.withResolvers<us_listen_socket | false>();
  // Its types leave out this form. Without EXCLUSIVE two servers would share the port and each get half the requests.
  const listen: unknown = Reflect.get(app, 'listen');
  assert(typeof listen === 'function', 'an app of uWebSockets.js can listen');
  Reflect.apply(listen, app, [host, port, EXCLUSIVE, resolve]);
  const listening = await promise;
  if (listening === false) throw listenFailure({ port, host, cause: await probeListening(port, host) });
  return listening;
}

/** LIBUS_LISTEN_EXCLUSIVE_PORT. */
const EXCLUSIVE = 1;

/** Close frames are with the kernel already; ending the connections in the same moment could overtake them. */
const sentLastFrames = (): Promise<void> => wait(50);
