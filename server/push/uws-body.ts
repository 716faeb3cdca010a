import { Readable } from 'node:stream';
import type { HttpResponse } from 'uWebSockets.js';
import type { DurationMs } from '#domain/time.ts';

/** What came of a body: all of it, more than is allowed, drop by drop, or the sender hung up. */
export type BodyEnd = 'complete' | 'too-large' | 'too-slow' | 'aborted';
/** Small bodies come whole, others as a stream; undefined when there is none. */
export type Payload = Buffer | Readable | undefined;

type Reading = {
  readonly res: HttpResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBodyBytes: number;
  readonly bodyMs: DurationMs;
};

/** Reads one request's body, at the speed of whoever uses it and never more than the limit. */
export class UwsBody {
  /** Resolves with the payload once its beginning is there, or with why there will be none. */
  readonly begun: Promise<{ readonly payload: Payload } | BodyEnd>;
  /** Resolves when nothing more of the body will come. */
  readonly ended: Promise<BodyEnd>;
  /** The sender hung up; its response must not be touched any more. */
  gone = false;

  private readonly res: HttpResponse;
  private readonly maxBodyBytes: number;
  private begin: (begun: { readonly payload: Payload } | BodyEnd) => void = () => undefined;
  private end: (end: BodyEnd) => void = () => undefined;
  private stream: Readable | undefined;
  private receivedBytes = 0;
  private isOver = false;
  private isDropping = false;
  private isPaused = false;

  constructor({ res, headers, maxBodyBytes, bodyMs }: Reading) {
    this.res = res;
    this.maxBodyBytes = maxBodyBytes;
    this.begun = new Promise((resolve) => (this.begin = resolve));
    this.ended = new Promise((resolve) => (this.end = resolve));
    res.onAborted(() => {
      this.gone = true;
      this.stop('aborted');
    });
    const announced = Number(headers['content-length'] ?? 0);
    if (announced > maxBodyBytes) this.stop('too-large');
    else if (announced === 0 && headers['transfer-encoding'] === undefined) this.complete(undefined);
    else {
      res.onData((chunk, isLast) => this.receive(chunk, isLast));
      const late = setTimeout(() => this.stop('too-slow'), bodyMs);
      void this.ended.then(() => clearTimeout(late));
    }
  }

  /** Nobody will use the rest: it is still taken in, because a client that is sending does not look for an answer. */
  drop(): void {
    this.isDropping = true;
    this.resume();
  }

  private receive(chunk: ArrayBuffer, isLast: boolean): void {
    if (this.isOver) return;
    this.receivedBytes += chunk.byteLength;
    if (this.receivedBytes > this.maxBodyBytes) return this.stop('too-large');
    // Copied: the memory is uWebSockets.js's, and emptied when this returns.
    const bytes = Buffer.from(Buffer.from(chunk));
    if (isLast && this.stream === undefined) return this.complete(bytes);
    if (!this.isDropping && bytes.length > 0) this.push(bytes);
    if (isLast) this.complete(undefined);
  }

  private push(bytes: Buffer): void {
    if (this.stream === undefined) {
      this.stream = new Readable({ read: () => this.resume() });
      this.begin({ payload: this.stream });
    }
    if (this.stream.push(bytes) || this.isPaused) return;
    this.isPaused = true;
    this.res.pause();
  }

  private resume(): void {
    if (!this.isPaused || this.isOver) return;
    this.isPaused = false;
    this.res.resume();
  }

  private complete(payload: Payload): void {
    // The end may come in the same read as what made us pause; a socket left paused would never hear the next request.
    this.resume();
    this.isOver = true;
    this.stream?.push(null);
    this.begin({ payload });
    this.end('complete');
  }

  private stop(why: 'too-large' | 'too-slow' | 'aborted'): void {
    if (why === 'too-slow' && this.isOver) return;
    if (!this.isOver) this.stream?.destroy(new Error(`request body ${why}`));
    this.isOver = true;
    this.begin(why);
    this.end(why);
  }
}
