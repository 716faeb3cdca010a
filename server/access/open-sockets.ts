import type { ServerMessage } from '#domain/wire.ts';
import type { Peer } from '../push/transport.ts';
import type { Access, Grant } from './access.ts';

/** The sockets that stand on a token, so that they end with it. */
export type OpenSockets = {
  /** Answers the undo, to be called when the socket has closed. */
  add(peer: Peer, grant: Grant): () => void;
  /** Closes every socket whose token was revoked; to be called about once a second. */
  recheck(): void;
  count(): number;
};

/** 1008 is "policy violation"; a page then does not try again by itself. */
export const FORBIDDEN_CLOSE = 1008;

/** No sockets yet. */
export function createOpenSockets(access: Access): OpenSockets {
  const sockets = new Map<Peer, Grant>();
  return {
    add(peer, grant) {
      sockets.set(peer, grant);
      return () => sockets.delete(peer);
    },
    recheck() {
      for (const [peer, grant] of sockets) if (!access.stillHolds(grant)) forbid(peer, 'forbidden');
    },
    count: () => sockets.size,
  };
}

/** Tells the peer why and closes: a browser shows a page nothing of a refusal in HTTP. */
export function forbid(peer: Peer, why: 'forbidden' | 'origin'): void {
  const message: ServerMessage = { kind: 'refused', reason: why };
  peer.send(JSON.stringify(message));
  peer.close(FORBIDDEN_CLOSE, why);
}
