import { STALE_MS, WALL_SOCKET_PATH } from '#domain/board/wire.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';
import { backOff } from './back-off.ts';
import type { SocketEvent } from './link.ts';
import { pageClock } from './page-clock.ts';
import { readMessage } from './read-message.ts';

/** An upgrade that takes longer goes to a server that does not answer. */
const OPENING_LIMIT_MS: DurationMs = 5 * SECOND_MS;

/** The wall's socket: it connects, listens, and connects again until it is stopped. */
export class WallSocket {
  private readonly onEvent: (event: SocketEvent) => void;
  private socket: WebSocket | undefined;
  private attempt = 0;
  private wasRefused = false;
  private cancelTimer: () => void = () => undefined;

  constructor(onEvent: (event: SocketEvent) => void) {
    this.onEvent = onEvent;
  }

  /** Connects. Returns its own undo. */
  start(): () => void {
    this.connect();
    return () => this.stop();
  }

  private connect(): void {
    const socket = new WebSocket(new URL(WALL_SOCKET_PATH, location.href.replace(/^http/, 'ws')));
    this.socket = socket;
    this.expectWord(OPENING_LIMIT_MS);
    socket.addEventListener('open', () => this.onEvent({ kind: 'opened' }));
    socket.addEventListener('message', (frame) => this.listen(frame.data));
    socket.addEventListener('close', () => this.retry(socket));
  }

  private listen(frame: unknown): void {
    const message = readMessage(frame);
    if (message === undefined) return;
    this.wasRefused = message.kind === 'refused';
    if (message.kind === 'snapshot') this.attempt = 0;
    this.onEvent({ kind: 'said', message, at: pageClock.now() });
    this.expectWord(STALE_MS);
    if (this.wasRefused) this.socket?.close();
  }

  /** A connection can be open and dead: without a word for so long it is given up. */
  private expectWord(withinMs: DurationMs): void {
    this.cancelTimer();
    const { socket } = this;
    this.cancelTimer = pageClock.after(withinMs, () => {
      // The close event of a dead connection may take minutes, so this does not wait for it.
      socket?.close();
      if (socket !== undefined) this.retry(socket);
    });
  }

  private retry(socket: WebSocket): void {
    if (this.socket !== socket) return;
    this.socket = undefined;
    this.cancelTimer();
    this.onEvent({ kind: 'closed' });
    const waitMs = backOff({ attempt: this.attempt, wasRefused: this.wasRefused }, pageClock.chance());
    this.attempt += 1;
    this.cancelTimer = pageClock.after(waitMs, () => this.connect());
  }

  private stop(): void {
    const { socket } = this;
    this.socket = undefined;
    this.cancelTimer();
    socket?.close();
  }
}
