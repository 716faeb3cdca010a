import { diffBoard } from '#domain/board-patch.ts';
import type { Board } from '#domain/board.ts';
import type { SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { PROTOCOL, type ServerMessage } from '#domain/wire.ts';
import type { Clock } from '../clock.ts';
import type { Peer } from './transport.ts';

/** Unread bytes above which a wall gets nothing more until it has read: two snapshots of 500 queues. */
export const BEHIND_BYTES = 1024 * 1024;

/** A wall's place in the hub. `leave` is the undo; `drained` is to be called when the peer has read everything. */
export type Subscription = { drained(): void; leave(): void };

export type HubCounts = {
  readonly subscribers: number;
  /** Of them, those who do not read as fast as we write. */
  readonly behind: number;
  /** Messages sent since the start, by kind. */
  readonly sent: Readonly<Record<'snapshot' | 'patch' | 'heartbeat', number>>;
};

/** Sends the board to the walls: a snapshot at first, then what changed, once for all. */
export type Hub = {
  /** The peer gets a snapshot now, or with the first board. */
  subscribe(peer: Peer): Subscription;
  /** The board after a tick. Nothing is sent where nothing on it changed. */
  publish(board: Board, version: number, serverAt: EpochMs): void;
  /** Says that the server is there, and since when each source was last heard. */
  heartbeat(version: number, serverAt: EpochMs, sourceAgeMs: Readonly<Record<SourceId, DurationMs>>): void;
  /** The board last published; undefined before the first. */
  current(): { readonly board: Board; readonly version: number } | undefined;
  counts(): HubCounts;
};

/** `fresh`: has not had a snapshot. `behind`: too slow, will get one when it has drained. */
type Subscriber = { readonly peer: Peer; state: 'fresh' | 'current' | 'behind' };

/** A hub without a board and without walls. The clock stamps the snapshots that are sent between two ticks. */
export function createHub(clock: Clock, behindBytes: number = BEHIND_BYTES): Hub {
  const subscribers = new Set<Subscriber>();
  const sent = { snapshot: 0, patch: 0, heartbeat: 0 };
  let published: { readonly board: Board; readonly version: number } | undefined;

  const send = (to: Subscriber, kind: keyof typeof sent, text: string): void => {
    if (to.peer.send(text)) sent[kind] += 1;
  };
  const sendSnapshot = (to: Subscriber, serverAt: EpochMs): void => {
    if (published === undefined) return;
    to.state = 'current';
    send(to, 'snapshot', write({ kind: 'snapshot', protocol: PROTOCOL, serverAt, ...published }));
  };
  const sendCurrent = (kind: 'patch' | 'heartbeat', text: string): void => {
    for (const to of subscribers) {
      if (to.state !== 'current') continue;
      // What it misses from here on it gets as one snapshot, not as a longer queue.
      if (to.peer.bufferedBytes() > behindBytes) to.state = 'behind';
      else send(to, kind, text);
    }
  };
  return {
    subscribe(peer) {
      const subscriber: Subscriber = { peer, state: 'fresh' };
      subscribers.add(subscriber);
      sendSnapshot(subscriber, clock());
      return {
        drained() {
          if (subscriber.state === 'behind' && subscribers.has(subscriber)) sendSnapshot(subscriber, clock());
        },
        leave: () => void subscribers.delete(subscriber),
      };
    },
    publish(board, version, serverAt) {
      const changes = published === undefined ? undefined : diffBoard(published.board, board);
      published = { board, version };
      for (const subscriber of subscribers)
        if (subscriber.state === 'fresh') sendSnapshot(subscriber, serverAt);
      if (changes !== undefined) sendCurrent('patch', write({ kind: 'patch', version, serverAt, changes }));
    },
    heartbeat(version, serverAt, sourceAgeMs) {
      sendCurrent('heartbeat', write({ kind: 'heartbeat', version, serverAt, sourceAgeMs }));
    },
    current: () => published,
    counts: () => ({ subscribers: subscribers.size, behind: countBehind(subscribers), sent: { ...sent } }),
  };
}

const write = (message: ServerMessage): string => JSON.stringify(message);

function countBehind(subscribers: ReadonlySet<Subscriber>): number {
  let behind = 0;
  for (const { state } of subscribers) if (state === 'behind') behind += 1;
  return behind;
}
