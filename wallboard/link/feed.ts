import { applyPatch } from '#domain/board/board-patch.ts';
import type { Board } from '#domain/board/board.ts';
import { epochMs, type DurationMs, type EpochMs } from '#domain/time.ts';
import type { ServerMessage } from '#domain/board/wire.ts';

/** An instant of the page's own clock, which never jumps; it says nothing about the time of day. */
export type PageMs = number;

/** What the page knows from the server, and when it heard it. */
export type Feed = {
  readonly board: Board;
  /** The journal position shown. */
  readonly version: number;
  readonly heardAt: PageMs;
  /** Server time minus page time: the server's clock is page time plus this. */
  readonly skewMs: DurationMs;
  /** Since each source was last heard, as the last heartbeat told it. */
  readonly sourceAgeMs: Readonly<Record<string, DurationMs>>;
};

type Heard = Exclude<ServerMessage, { kind: 'refused' }>;
export type Hearing = { readonly at: PageMs; readonly firstOfConnection: boolean };

/** A message may take this long on its way; a smaller step back of the server's clock is only that. */
const JITTER_MS: DurationMs = 2_000;

/** The feed after a message. A patch before any snapshot says nothing; a figure never goes back within a connection. */
export function hear(
  feed: Feed | undefined,
  message: Heard,
  { at, firstOfConnection }: Hearing,
): Feed | undefined {
  if (message.kind === 'snapshot') {
    if (feed !== undefined && !firstOfConnection && message.version < feed.version)
      return touch(feed, message, at);
    const skewMs = message.serverAt - at;
    return { board: message.board, version: message.version, heardAt: at, skewMs, sourceAgeMs: {} };
  }
  // What comes before the snapshot of a connection belongs to a board this page does not have.
  if (feed === undefined || firstOfConnection) return feed;
  const touched = touch(feed, message, at);
  if (message.version < feed.version) return touched;
  if (message.kind === 'heartbeat') return { ...touched, sourceAgeMs: message.sourceAgeMs };
  const board = applyPatch(feed.board, message.changes);
  return { ...touched, board, version: message.version };
}

/** The server's time now: at its last word, plus what the page's own clock counted since. */
export function serverNow(feed: Feed, now: PageMs): EpochMs {
  return epochMs(now + feed.skewMs);
}

function touch(feed: Feed, message: Heard, at: PageMs): Feed {
  const told = message.serverAt - at;
  const late = feed.skewMs - told;
  // Ages told at the last heartbeat have grown by the time since it.
  const sourceAgeMs = grow(feed.sourceAgeMs, at - feed.heardAt);
  return { ...feed, heardAt: at, skewMs: late > 0 && late < JITTER_MS ? feed.skewMs : told, sourceAgeMs };
}

const grow = (ages: Feed['sourceAgeMs'], byMs: DurationMs): Feed['sourceAgeMs'] =>
  Object.fromEntries(Object.entries(ages).map(([source, ageMs]) => [source, ageMs + byMs]));
