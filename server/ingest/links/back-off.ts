import { doubledMs, spreadMs, type Growth } from '#domain/board/back-off.ts';
import { MINUTE_MS, SECOND_MS, type DurationMs } from '#domain/time.ts';

/** How long to wait before connecting again. */
export type BackOff = Growth & {
  /** After a refusal (a wrong password): asking again soon would not help, and gets us banned. */
  readonly refusedMs: DurationMs;
};

/** A switch that restarts is back within seconds; one that is away for a minute may be asked twice a minute. */
export const USUAL_BACK_OFF: BackOff = {
  firstMs: SECOND_MS,
  mostMs: 30 * SECOND_MS,
  refusedMs: MINUTE_MS,
};

export type Attempt = {
  /** Failures in a row, this one included: 1 or more. */
  readonly failures: number;
  readonly wasRefused: boolean;
  /** From 0 up to 1. */
  readonly chance: number;
};

/** The wait before the next attempt. */
export function backOffMs(backOff: BackOff, { failures, wasRefused, chance }: Attempt): DurationMs {
  return spreadMs(wasRefused ? backOff.refusedMs : doubledMs(backOff, failures), chance);
}
