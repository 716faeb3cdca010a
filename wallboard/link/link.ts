import type { SourceState } from '#domain/board/board.ts';
import { AGEING_MS, STALE_MS } from '#domain/board/wire.ts';
import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import { hear, serverNow, type Feed, type PageMs } from './feed.ts';
import type { ServerMessage } from '#domain/board/wire.ts';

export type RefusalReason = Extract<ServerMessage, { kind: 'refused' }>['reason'];

/** The socket and what came over it, as one value. */
export type Connection = {
  readonly socket: 'opening' | 'open' | 'refused';
  readonly reason?: RefusalReason;
  /** False until this connection's own snapshot has come. */
  readonly hasSnapshot: boolean;
  readonly feed?: Feed;
};

export type SocketEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'said'; readonly message: ServerMessage; readonly at: PageMs };

/** How much the figures can be believed. `ageMs` is what the clock on the wall shows. */
export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' | 'ageing'; readonly ageMs: DurationMs; readonly isOpen: boolean }
  /** Alive, but of what the figures come from nothing beats: `ageMs` is since its last word. */
  | { readonly state: 'quiet'; readonly ageMs: DurationMs; readonly isOpen: boolean }
  /** Alive, and no source was ever heard. */
  | { readonly state: 'unfed'; readonly isOpen: boolean }
  | { readonly state: 'stale'; readonly ageMs: DurationMs; readonly isOpen: boolean }
  | { readonly state: 'refused'; readonly reason: RefusalReason };

/** A page that has just been opened. */
export const NOT_CONNECTED: Connection = { socket: 'opening', hasSnapshot: false };

/** The connection after an event of its socket. */
export function advanceLink(connection: Connection, event: SocketEvent): Connection {
  switch (event.kind) {
    case 'opened':
      // A refused page stays so until the server says something else.
      if (connection.socket === 'refused') return connection;
      return { ...connection, socket: 'open', hasSnapshot: false };
    case 'closed':
      return connection.socket === 'refused'
        ? connection
        : { ...connection, socket: 'opening', hasSnapshot: false };
    case 'said':
      return listen(connection, event.message, event.at);
  }
}

/** What the link is at an instant of the page's clock. A board that was once shown stays, and ages. */
export function readLink(connection: Connection, now: PageMs): Link {
  const { feed, socket, reason } = connection;
  if (socket === 'refused') return { state: 'refused', reason: reason ?? 'forbidden' };
  if (feed === undefined) return { state: 'connecting' };
  const isOpen = socket === 'open';
  const silenceMs = now - feed.heardAt;
  if (silenceMs > STALE_MS) return { state: 'stale', ageMs: silenceMs, isOpen };
  const { state } = feed.board.total.freshness;
  if (state === 'unfed') return { state, isOpen };
  if (state === 'quiet' || state === 'stopped')
    return { state: 'quiet', ageMs: silenceMs + sourceAge(feed, state), isOpen };
  const ageMs = silenceMs + sourceAge(feed, 'live');
  return { state: ageMs > AGEING_MS ? 'ageing' : 'live', ageMs, isOpen };
}

/** The server's time by which figures are drawn. When the link is stale it stands still. */
export function figuresClock(connection: Connection, now: PageMs): EpochMs {
  const { feed } = connection;
  if (feed === undefined) return epochMs(0);
  return serverNow(feed, Math.min(now, feed.heardAt + STALE_MS));
}

function listen(connection: Connection, message: ServerMessage, at: PageMs): Connection {
  if (message.kind === 'refused') return { socket: 'refused', reason: message.reason, hasSnapshot: false };
  const hasSnapshot = connection.hasSnapshot || message.kind === 'snapshot';
  const feed = hear(connection.feed, message, { at, firstOfConnection: !connection.hasSnapshot });
  return { socket: 'open', hasSnapshot, ...(feed !== undefined && { feed }) };
}

/** The age of the sources in a state: that of the oldest. */
function sourceAge(feed: Feed, state: SourceState): DurationMs {
  const sources = Object.entries(feed.board.sources);
  const those = sources.filter(([, source]) => source.state === state);
  return Math.max(0, ...those.map(([id]) => feed.sourceAgeMs[id] ?? 0));
}
