import { SECOND_MS, type DurationMs } from '#domain/time.ts';

/** What a peer may leave unread before it is cut off: far above what any route lets happen, so that memory stays bounded whatever a route forgets. */
export const MAX_UNREAD_BYTES = 64 * 1024 * 1024;

/** A peer that has not answered pings for this long is gone. Above two of a wall's heartbeat limits, below a proxy's usual minute. */
export const PEER_SILENCE_MS: DurationMs = 56 * SECOND_MS;

/** How long closing waits for peers and requests before it ends them. */
export const CLOSING_MS: DurationMs = 2 * SECOND_MS;

/** Close codes of RFC 6455, §7.4.1. */
export const CLOSE = { goingAway: 1001, notText: 1003, policy: 1008, tooBig: 1009 } as const;

export const STOPPING = 'the server is stopping';
export const NOT_TEXT = 'frames are text, this one is binary';

/** As much of a close reason as its frame holds: 123 bytes of UTF-8. */
export function closeReason(reason: string): string {
  let cut = reason.slice(0, 123);
  while (Buffer.byteLength(cut) > 123) cut = cut.slice(0, -1);
  return cut;
}
