import type { FastifyInstance } from 'fastify';
import type { DurationMs } from '#domain/time.ts';

/** The other end of a socket. */
export type Peer = {
  /** False when the peer is gone. What is sent is delivered in order or not at all. */
  send(text: string): boolean;
  /** Bytes accepted by `send` and not yet by the network: how far behind the peer is. */
  bufferedBytes(): number;
  close(code: number, reason: string): void;
};

/** What a socket does with what happens to it. */
export type SocketListener = {
  message(text: string): void;
  /** The peer took everything it was sent. */
  drained(): void;
  closed(): void;
};

/** The HTTP request that wants to become a socket. Header names are lower case; `query` is without the question mark. */
export type UpgradeRequest = {
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly remoteAddress: string;
};

/** `open` is called once the socket stands. A refusal is answered in HTTP, before any socket exists. */
export type UpgradeAnswer =
  | { readonly kind: 'open'; open(peer: Peer): SocketListener }
  | { readonly kind: 'refused'; readonly status: 401 | 403 | 429; readonly reason: string };

export type SocketRoute = {
  readonly path: string;
  readonly maxFrameBytes: number;
  answer(request: UpgradeRequest): UpgradeAnswer;
};

export type TransportOptions = {
  /** Answers every request that is not a socket. */
  readonly http: FastifyInstance;
  readonly routes: readonly SocketRoute[];
  /** Largest body of an HTTP request, in bytes. */
  readonly maxBodyBytes: number;
  /** How long a body may take to arrive. */
  readonly bodyMs: DurationMs;
};

/** One port for pages, HTTP and sockets. */
export type Transport = {
  /** Resolves with the port that is listened on (asked for, or free when 0); rejects when it is taken. */
  listen(port: number, host: string): Promise<number>;
  /** Stops listening and closes every socket with 1001. */
  close(): Promise<void>;
};

export type CreateTransport = (options: TransportOptions) => Promise<Transport>;
