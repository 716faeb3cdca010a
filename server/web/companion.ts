import type { FastifyInstance } from 'fastify';
import type { Board } from '#domain/board/board.ts';
import type { Guard } from '../access/guard.ts';
import type { Inbox } from '../ingest/intake/inbox.ts';

/** What lives in the server's own process beside it: a demonstration, which feeds the floor and lets visitors steer it. */
export type Companion = {
  /** Feeds `inbox` as any source does, once the world is recovered. Answers the undo. */
  start(inbox: Inbox): () => void;
  /** The board with what the companion has to say on it. */
  mark(board: Board): Board;
  /** Its routes, beside the server's own. */
  routes(guard: Guard): (http: FastifyInstance) => Promise<void>;
};
