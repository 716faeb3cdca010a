import type { Board } from './board.ts';
import type { SourceId } from '../ids.ts';
import type { DurationMs, EpochMs } from '../time.ts';

/** The version of the protocol. Raise it when an older page could misread a newer server: the page then reloads itself. */
export const PROTOCOL = 1;

/** The path of the wall's WebSocket. */
export const WALL_SOCKET_PATH = '/v1/wall';
/** The path of a source's WebSocket. */
export const INGEST_SOCKET_PATH = '/v1/ingest';

/** How often the server sends a heartbeat to the walls. */
export const HEARTBEAT_EVERY_MS: DurationMs = 2_000;
/** A figure older than this is shown with an amber clock. */
export const AGEING_MS: DurationMs = 5_000;
/** A figure older than this is shown hatched, and no longer counts on. */
export const STALE_MS: DurationMs = 15_000;

/** What is absent from a board is null in a patch (RFC 7396, JSON Merge Patch): objects merge, everything else replaces. */
export type BoardPatch = { readonly [key: string]: unknown };

/** From the server to a wall. `version` is the journal position the board stands at, and never goes back. */
export type ServerMessage =
  | {
      readonly kind: 'snapshot';
      readonly protocol: number;
      readonly version: number;
      readonly serverAt: EpochMs;
      readonly board: Board;
    }
  | {
      readonly kind: 'patch';
      readonly version: number;
      readonly serverAt: EpochMs;
      readonly changes: BoardPatch;
    }
  | {
      readonly kind: 'heartbeat';
      readonly version: number;
      readonly serverAt: EpochMs;
      /** Time since each source was last heard, by the server's clock. */
      readonly sourceAgeMs: Readonly<Record<SourceId, DurationMs>>;
    }
  | { readonly kind: 'refused'; readonly reason: 'forbidden' | 'origin' };

/** From the server to a source, one answer a frame, in the order of the frames. */
export type IngestAnswer =
  /** Committed: everything good in the frame is in the journal at or before `position`. */
  | {
      readonly kind: 'committed';
      readonly position: number;
      readonly accepted: number;
      readonly duplicates: number;
      /** The first of them; `refusedCount` tells how many there were. */
      readonly refused: readonly RefusedLine[];
      readonly refusedCount: number;
    }
  /** Nothing of the frame was taken; send it again after `retryAfterMs`. */
  | { readonly kind: 'wait'; readonly reason: string; readonly retryAfterMs: DurationMs }
  /** Nothing of the frame was taken, and sending it again will not help. */
  | { readonly kind: 'failed'; readonly reason: string };

/** One line that is not an event: which one, what was wrong, what it said and what was expected. */
export type RefusedLine = {
  /** Of the batch, from 1. */
  readonly line: number;
  readonly reason: RefusalReason;
  /** Where in the event, such as `at` or `labels/vip`. Empty: the line as a whole. */
  readonly field: string;
  readonly value: string;
  readonly expected: string;
};

export type RefusalReason =
  | 'not-json'
  | 'unknown-kind'
  | 'missing-field'
  | 'bad-value'
  | 'bad-time'
  | 'too-long'
  /** Objects and lists within each other without end. */
  | 'too-deep'
  /** One source, queue, agent, contact or fact more than a server holds. */
  | 'too-many'
  /** Its source is none of those that the sender's token is for. */
  | 'not-yours'
  /** Its id was told before, with other content. */
  | 'conflict';
