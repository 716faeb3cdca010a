import type { WebSocket } from 'uWebSockets.js';
import { CLOSE, NOT_TEXT, closeReason } from './socket-limits.ts';
import type { Peer, SocketListener } from './transport.ts';

/** What uWebSockets.js keeps for us with a connection. */
export type UwsConnection = {
  readonly open: (peer: Peer) => SocketListener;
  socket: UwsSocket | undefined;
};

/** An open socket and its listener. */
export type UwsSocket = {
  readonly listener: SocketListener;
  refuseBinary(): void;
  refuseFrame(limit: number, size: number): void;
  /** To be called when uWebSockets.js says that the socket is gone; touching it after that would crash. */
  closed(): void;
};

/** Joins a socket that uWebSockets.js opened to its listener; it is in `peers` until it closes. */
export function openUwsSocket(ws: WebSocket<UwsConnection>, peers: Set<Peer>): void {
  let isOpen = true;
  const peer: Peer = {
    // 2 is "dropped": the socket is being cut off for leaving too much unread.
    send: (text) => isOpen && ws.send(text) !== 2,
    bufferedBytes: () => (isOpen ? ws.getBufferedAmount() : 0),
    close(code, reason) {
      if (isOpen) ws.end(code, closeReason(reason));
    },
  };
  const connection = ws.getUserData();
  peers.add(peer);
  let listener: SocketListener | undefined;
  const closed = (): void => {
    isOpen = false;
    peers.delete(peer);
    listener?.closed();
  };
  // The opening may close the peer at once: then nobody is there yet to be told, and is told below.
  connection.socket = { listener: NOBODY, refuseBinary: noop, refuseFrame: noop, closed };
  listener = connection.open(peer);
  connection.socket = {
    listener,
    refuseBinary: () => peer.close(CLOSE.notText, NOT_TEXT),
    refuseFrame: (limit, size) => peer.close(CLOSE.tooBig, `frame of ${size} bytes, at most ${limit}`),
    closed,
  };
  if (!isOpen) listener.closed();
}

const noop = (): void => undefined;
const NOBODY: SocketListener = { message: noop, drained: noop, closed: noop };
