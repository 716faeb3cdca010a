import { diffBoard } from '#domain/board/board-patch.ts';
import type { Board } from '#domain/board/board.ts';
import type { SourceId } from '#domain/ids.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import { PROTOCOL, type ServerMessage } from '#domain/board/wire.ts';
import type { Clock } from '../clock/clock.ts';
import type { Peer } from './transport.ts';

/** Unread bytes above which a wall gets nothing more until it has read: two snapshots of 500 queues. */
export const BEHIND_BYTES = 1024 * 1024;

/** A wall's place in the hub. `leave` is the undo; `drained` is to be called when the peer has read everything. */
export type Subscription = { readonly drained: () => void; readonly leave: () => void };

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

type Published = { readonly board: Board; readonly version: number };

type HubState = {
  readonly clock: Clock;
  readonly behindBytes: number;
  readonly subscribers: Set<Subscriber>;
  readonly sent: { snapshot: number; patch: number; heartbeat: number };
  published: Published | undefined;
  /** The published board, written once however many walls ask: after a restart all of them do. */
  boardText: string | undefined;
};

/** A hub without a board and without walls. The clock stamps the snapshots that are sent between two ticks. */
export function createHub(clock: Clock, behindBytes: number = BEHIND_BYTES): Hub {
  const sent = { snapshot: 0, patch: 0, heartbeat: 0 };
  const hub: HubState = { clock, behindBytes, subscribers: new Set(), sent, ...NOTHING };
  return {
    subscribe: (peer) => subscribe(hub, peer),
    publish(board, version, serverAt) {
      const changes = hub.published === undefined ? undefined : diffBoard(hub.published.board, board);
      hub.published = { board, version };
      hub.boardText = undefined;
      for (const subscriber of hub.subscribers)
        if (subscriber.state === 'fresh') sendSnapshot(hub, subscriber);
      if (changes !== undefined) sendCurrent(hub, { kind: 'patch', version, serverAt, changes });
    },
    heartbeat(version, serverAt, sourceAgeMs) {
      sendCurrent(hub, { kind: 'heartbeat', version, serverAt, sourceAgeMs });
    },
    current: () => hub.published,
    counts: () => ({
      subscribers: hub.subscribers.size,
      behind: countBehind(hub.subscribers),
      sent: { ...sent },
    }),
  };
}

const NOTHING = { published: undefined, boardText: undefined };

function subscribe(hub: HubState, peer: Peer): Subscription {
  const subscriber: Subscriber = { peer, state: 'fresh' };
  hub.subscribers.add(subscriber);
  sendSnapshot(hub, subscriber);
  return {
    drained() {
      if (subscriber.state === 'behind' && hub.subscribers.has(subscriber)) sendSnapshot(hub, subscriber);
    },
    leave: () => void hub.subscribers.delete(subscriber),
  };
}

function sendSnapshot(hub: HubState, to: Subscriber): void {
  if (hub.published === undefined) return;
  to.state = 'current';
  const { board, version } = hub.published;
  hub.boardText ??= JSON.stringify(board);
  const head = JSON.stringify({ kind: 'snapshot', protocol: PROTOCOL, version, serverAt: hub.clock() });
  send(hub, to, 'snapshot', `${head.slice(0, -1)},"board":${hub.boardText}}`);
}

function sendCurrent(hub: HubState, message: Extract<ServerMessage, { kind: 'patch' | 'heartbeat' }>): void {
  const text = JSON.stringify(message);
  for (const to of hub.subscribers) {
    if (to.state !== 'current') continue;
    // What it misses from here on it gets as one snapshot, not as a longer queue.
    if (to.peer.bufferedBytes() > hub.behindBytes) to.state = 'behind';
    else send(hub, to, message.kind, text);
  }
}

function send(hub: HubState, to: Subscriber, kind: keyof HubState['sent'], text: string): void {
  if (to.peer.send(text)) hub.sent[kind] += 1;
}

function countBehind(subscribers: ReadonlySet<Subscriber>): number {
  let behind = 0;
  for (const { state } of subscribers) if (state === 'behind') behind += 1;
  return behind;
}
