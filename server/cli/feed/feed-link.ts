import type { IncomingMessage } from 'node:http';
import { WebSocket, type RawData } from 'ws';
import { doubledMs } from '#domain/board/back-off.ts';
import type { IngestAnswer, RefusedLine } from '#domain/board/wire.ts';
import type { Clock } from '../../clock/clock.ts';
import { FORBIDDEN_CLOSE } from '../../access/open-sockets.ts';
import { CLOSE } from '../../push/socket-limits.ts';
import { frameWindow, type Frame } from './frame-window.ts';
import { readAnswer } from './read-answer.ts';
import { CommandFailure } from '../run-command.ts';

export type FeedLinkOptions = {
  readonly url: URL;
  /** Absent: the server asks for none. */
  readonly token?: string;
  /** How long the server may be out of reach. */
  readonly giveUpMs: number;
  readonly now: Clock;
  /** Lines that the server found to be no events; their numbers are those of their frame. */
  readonly onRefused: (refused: readonly RefusedLine[]) => void;
  /** Told in words when the connection comes and goes. */
  readonly onChange: (change: string) => void;
};

/** What the server has answered so far. */
export type FeedSums = { acknowledged: number; duplicates: number; refused: number };

/** Frames without an answer: enough to hide the way there and back, few enough to send again. */
const OPEN_FRAMES_MAX = 8;
/** A server that comes back is found within the longest of these waits. */
const RETRY = { firstMs: 250, mostMs: 2_000 };
/** A server that is there commits a frame in milliseconds: after this long the connection is dead without saying so. */
const ANSWER_WITHIN_MS = 15_000;

/** Why a server ends a connection that would end the same way again. */
const FINAL_CODES: ReadonlySet<number> = new Set([
  CLOSE.notText,
  CLOSE.policy,
  CLOSE.tooBig,
  FORBIDDEN_CLOSE,
]);

/** The way to a server's ingest: frames go out in order, and again until they are answered. */
export class FeedLink {
  readonly sums: FeedSums = { acknowledged: 0, duplicates: 0, refused: 0 };
  readonly #options: FeedLinkOptions;
  readonly #frames = frameWindow(OPEN_FRAMES_MAX);
  readonly #timers = new Set<NodeJS.Timeout>();
  #socket: WebSocket | undefined;
  #watchdog: NodeJS.Timeout | undefined;
  #unreachableSince: number;
  #failures = 0;
  #failure: Error | undefined;
  #closed = false;
  #waiting: (() => void)[] = [];

  constructor(options: FeedLinkOptions) {
    this.#options = options;
    this.#unreachableSince = options.now();
    this.#connect();
  }

  /** Resolves when the frame has its place among the open ones. Rejects with a CommandFailure when the link is lost for good. */
  async send(frame: Frame): Promise<void> {
    await this.#until(() => this.#frames.hasRoom());
    this.#frames.add(frame);
    this.#pump();
  }

  /** Sends a frame that is worth nothing later: nothing is sent when it cannot go out at once. */
  offer(frame: Frame): void {
    if (this.#socket?.readyState !== WebSocket.OPEN || !this.#frames.hasRoom()) return;
    this.#frames.add(frame);
    this.#pump();
  }

  /** Resolves when everything sent is answered. Rejects like `send`. */
  async drained(): Promise<void> {
    await this.#until(() => this.#frames.open() === 0);
  }

  /** Ends the connection; whoever waits for room or for answers waits no longer. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    clearTimeout(this.#watchdog);
    this.#socket?.close();
    this.#wake();
  }

  async #until(condition: () => boolean): Promise<void> {
    while (this.#failure === undefined && !this.#closed && !condition()) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const go of waiting) go();
  }

  #connect(): void {
    const { url, token } = this.#options;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const socket = new WebSocket(url, {
      headers,
      perMessageDeflate: false,
      handshakeTimeout: ANSWER_WITHIN_MS,
    });
    let reason = 'the connection was closed';
    socket.on('open', () => {
      this.#unreachableSince = Infinity;
      this.#options.onChange(`connected to ${url}`);
      this.#pump();
    });
    socket.on('message', (message) => this.#take(textOf(message)));
    socket.on('error', (problem) => (reason = inWords(problem)));
    socket.on('unexpected-response', (_, response) => {
      reason = this.#judge(response);
      socket.terminate();
    });
    socket.on('close', (code, why) => {
      if (FINAL_CODES.has(code)) this.#fail(`${url} ended the connection (${code}): ${why.toString()}`);
      this.#reconnect(why.length > 0 ? why.toString() : reason);
    });
    this.#socket = socket;
  }

  /** What an answer to the handshake means: some will not change however often it is asked again. */
  #judge(response: IncomingMessage): string {
    const status = response.statusCode ?? 0;
    if (status === 401)
      this.#fail(`${this.#options.url} refused the token (401): --token must be a source's token`);
    if (status === 403)
      this.#fail(`${this.#options.url} refused this source (403): the token must have the role source`);
    if (status === 404)
      this.#fail(`${this.#options.url} takes no events (404): --to must be a Callboard server`);
    return `it answered ${status}`;
  }

  #reconnect(reason: string): void {
    clearTimeout(this.#watchdog);
    this.#frames.lost();
    if (this.#closed || this.#failure !== undefined) return;
    const now = this.#options.now();
    this.#unreachableSince = Math.min(this.#unreachableSince, now);
    if (now - this.#unreachableSince >= this.#options.giveUpMs) {
      this.#fail(`cannot reach ${this.#options.url} for ${this.#options.giveUpMs / 1000} s: ${reason}`);
      return;
    }
    this.#failures += 1;
    const waitMs = doubledMs(RETRY, this.#failures);
    this.#options.onChange(`cannot reach ${this.#options.url}: ${reason}; trying again in ${waitMs} ms`);
    this.#later(waitMs, () => this.#connect());
  }

  #pump(): void {
    while (this.#socket?.readyState === WebSocket.OPEN) {
      const frame = this.#frames.next();
      if (frame === undefined) break;
      this.#socket.send(frame.text);
    }
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    if (this.#frames.inFlight() === 0) return;
    this.#watchdog = setTimeout(() => this.#socket?.terminate(), ANSWER_WITHIN_MS);
  }

  #take(text: string): void {
    const answer = readAnswer(text);
    const frame = this.#frames.answered();
    if (answer === undefined || frame === undefined) {
      this.#fail(`${this.#options.url} gave an answer that is none: ${text.slice(0, 80)}`);
      return;
    }
    // It answers, so the next loss of the connection is a new one.
    this.#failures = 0;
    this.#settle(frame, answer);
    this.#pump();
    this.#wake();
  }

  #settle(frame: Frame, answer: IngestAnswer): void {
    switch (answer.kind) {
      case 'committed':
        this.sums.acknowledged += Math.max(0, frame.events - answer.refusedCount);
        this.sums.duplicates += answer.duplicates;
        this.sums.refused += answer.refusedCount;
        if (answer.refused.length > 0) this.#options.onRefused(answer.refused);
        return;
      case 'wait':
        this.#frames.rest(frame);
        this.#later(answer.retryAfterMs, () => {
          this.#frames.wake(frame);
          this.#pump();
        });
        return;
      case 'failed':
        this.#fail(`${this.#options.url} cannot take the events: ${answer.reason}`);
    }
  }

  #later(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, ms);
    this.#timers.add(timer);
  }

  #fail(message: string): void {
    this.#failure ??= new CommandFailure(message);
    this.#wake();
  }
}

function textOf(message: RawData): string {
  if (Array.isArray(message)) return Buffer.concat(message).toString();
  return (Buffer.isBuffer(message) ? message : Buffer.from(message)).toString();
}

/** Several addresses that all refused come as one error without a message of its own. */
function inWords(problem: Error): string {
  if (problem instanceof AggregateError && problem.message === '') {
    return problem.errors.map((one) => (one instanceof Error ? one.message : String(one))).join(', ');
  }
  return problem.message;
}
