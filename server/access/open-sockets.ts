import type { Access, Grant } from './access.ts';

/** The sockets that stand on a token, so that they end with it. */
export type OpenSockets = {
  /** `end` is called when the grant no longer holds. Answers the undo, to be called when the socket has closed. */
  add(grant: Grant, end: () => void): () => void;
  /** Ends every socket whose token was revoked; to be called about once a second. */
  recheck(): void;
  count(): number;
};

/** Close code of a socket whose token may not do this (any more): "policy violation" of RFC 6455. */
export const FORBIDDEN_CLOSE = 1008;

/** No sockets yet. */
export function createOpenSockets(access: Access): OpenSockets {
  const sockets = new Set<{ readonly grant: Grant; readonly end: () => void }>();
  return {
    add(grant, end) {
      const socket = { grant, end };
      sockets.add(socket);
      return () => sockets.delete(socket);
    },
    recheck() {
      for (const { grant, end } of sockets) if (!access.stillHolds(grant)) end();
    },
    count: () => sockets.size,
  };
}
