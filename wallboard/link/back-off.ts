import { doubledMs, spreadMs } from '#domain/board/back-off.ts';
import { SECOND_MS, type DurationMs } from '#domain/time.ts';

const FIRST_MS: DurationMs = 250;
/** A restarted server must be found again in under 5 s, so the first minute of attempts is never further apart. */
const SOON_MS: DurationMs = 2 * SECOND_MS;
const SOON_ATTEMPTS = 30;
/** A server that is away for long is asked this often, so that 200 walls are no burden when it comes back. */
const LATER_MS: DurationMs = 10 * SECOND_MS;
/** A refused page asks again this often: a device may be let in later, and nobody stands there to reload it. */
const REFUSED_MS: DurationMs = 30 * SECOND_MS;

export type Attempt = { readonly attempt: number; readonly wasRefused: boolean };

/** How long to wait before the next attempt. `chance` (0 to 1) spreads walls that lost the same server. */
export function backOff({ attempt, wasRefused }: Attempt, chance: number): DurationMs {
  const mostMs = attempt < SOON_ATTEMPTS ? SOON_MS : LATER_MS;
  return spreadMs(wasRefused ? REFUSED_MS : doubledMs({ firstMs: FIRST_MS, mostMs }, attempt + 1), chance);
}
