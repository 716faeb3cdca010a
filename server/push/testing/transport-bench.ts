import Fastify, { type FastifyInstance } from 'fastify';
import { WebSocket, type ClientOptions } from 'ws';
import type { CreateTransport, Peer, SocketRoute, UpgradeRequest } from '../transport.ts';

/** Small enough that a test can go beyond them. */
export const MAX_FRAME_BYTES = 256 * 1024;
export const MAX_BODY_BYTES = 4 * 1024 * 1024;
export const BODY_MS = 60_000;

/** The server's side of a socket. */
export type ServerSide = {
  readonly peer: Peer;
  readonly request: UpgradeRequest;
  readonly drained: Promise<void>;
  readonly closed: Promise<void>;
  readonly closedTimes: () => number;
};

/** A transport that runs, with a few sockets and HTTP routes to try it on. */
export type TransportBench = {
  readonly create: CreateTransport;
  readonly http: FastifyInstance;
  readonly port: number;
  readonly httpUrl: string;
  connect(path: string, options?: ClientOptions): WebSocket;
  /** The server's sides of the sockets, in the order in which they opened. */
  readonly nextServerSide: () => Promise<ServerSide>;
  close(): Promise<void>;
};

/** Starts `create`'s transport on a free port: `/echo` sends back, `/refused` refuses, `/goodbye` greets and closes. */
export async function startTransportBench(create: CreateTransport): Promise<TransportBench> {
  const sides = waitingLine<ServerSide>();
  const http = Fastify({ bodyLimit: MAX_BODY_BYTES });
  addHttpRoutes(http);
  const transport = await create({
    http,
    routes: socketRoutes(sides.put),
    maxBodyBytes: MAX_BODY_BYTES,
    bodyMs: BODY_MS,
  });
  const port = await transport.listen(0, '127.0.0.1');
  let closing: Promise<void> | undefined;
  return {
    create,
    http,
    port,
    httpUrl: `http://127.0.0.1:${port}`,
    connect: (path, options) =>
      new WebSocket(`ws://127.0.0.1:${port}${path}`, { perMessageDeflate: false, ...options }),
    nextServerSide: sides.next,
    close: () => (closing ??= transport.close()),
  };
}

function socketRoutes(opened: (side: ServerSide) => void): SocketRoute[] {
  const echo: SocketRoute = {
    path: '/echo',
    maxFrameBytes: MAX_FRAME_BYTES,
    answer: (request) => ({ kind: 'open', open: (peer) => listen({ peer, request, opened }) }),
  };
  const refused: SocketRoute = {
    path: '/refused',
    maxFrameBytes: MAX_FRAME_BYTES,
    answer: ({ query }) => ({
      kind: 'refused',
      status: query === '401' ? 401 : 429,
      reason: `因为 ${query}`,
    }),
  };
  const goodbye: SocketRoute = {
    path: '/goodbye',
    maxFrameBytes: MAX_FRAME_BYTES,
    answer: (request) => ({
      kind: 'open',
      open(peer) {
        peer.send('hello');
        peer.close(4001, 'goodbye');
        return listen({ peer, request, opened });
      },
    }),
  };
  return [echo, refused, goodbye];
}

type Listening = {
  readonly peer: Peer;
  readonly request: UpgradeRequest;
  readonly opened: (side: ServerSide) => void;
};

function listen({ peer, request, opened }: Listening) {
  const drained = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  let closedTimes = 0;
  const side = {
    peer,
    request,
    drained: drained.promise,
    closed: closed.promise,
    closedTimes: () => closedTimes,
  };
  opened(side);
  return {
    message: (text: string) => void peer.send(text),
    drained: () => drained.resolve(),
    closed() {
      closedTimes += 1;
      closed.resolve();
    },
  };
}

function addHttpRoutes(http: FastifyInstance): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  http.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === 'nobody') await reply.code(401).send({ error: 'unauthorised' });
  });
  http.post('/echo-body', (request, reply) => reply.type('application/octet-stream').send(request.body));
  http.get('/asked', (request) => ({ ip: request.ip, query: request.query, headers: request.headers }));
  http.get('/cookies', (_request, reply) => reply.header('set-cookie', ['a=1; Path=/', 'b=2']).send('ok'));
  http.get('/empty', (_request, reply) => reply.code(204).send());
  http.get('/unchanged', (_request, reply) => reply.code(304).header('etag', '"1"').send());
  http.get('/broken', () => Promise.reject(new Error('broken on purpose')));
}

/** What is put in comes out in order, to whoever waits for it. */
function waitingLine<Item>(): { readonly put: (item: Item) => void; readonly next: () => Promise<Item> } {
  const items: Item[] = [];
  const waiting: ((item: Item) => void)[] = [];
  return {
    put(item) {
      const first = waiting.shift();
      if (first === undefined) items.push(item);
      else first(item);
    },
    next() {
      const item = items.shift();
      return item === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(item);
    },
  };
}
