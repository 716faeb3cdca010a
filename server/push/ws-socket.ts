import type { WebSocket } from 'ws';
import { CLOSE, MAX_UNREAD_BYTES, NOT_TEXT, closeReason } from './socket-limits.ts';
import type { Peer, SocketListener } from './transport.ts';

/** Joins an open `ws` socket to its listener. */
export function runWsSocket(socket: WebSocket, open: (peer: Peer) => SocketListener): void {
  let owesDrain = false;
  const written = (): void => {
    if (!owesDrain || socket.bufferedAmount > 0) return;
    owesDrain = false;
    listener.drained();
  };
  const listener = open({
    send(text) {
      if (socket.readyState !== socket.OPEN) return false;
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) socket.terminate();
      else socket.send(text, written);
      if (socket.bufferedAmount > 0) owesDrain = true;
      return socket.readyState === socket.OPEN;
    },
    bufferedBytes: () => socket.bufferedAmount,
    close: (code, reason) => socket.close(code, closeReason(reason)),
  });
  socket.on('message', (frame: Buffer, isBinary: boolean) => {
    if (isBinary) socket.close(CLOSE.notText, NOT_TEXT);
    else listener.message(frame.toString());
  });
  // The peer broke the protocol or sent too much: `ws` closes with the fitting code, and `close` follows.
  socket.on('error', () => undefined);
  socket.on('close', () => listener.closed());
}
