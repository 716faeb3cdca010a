import { MINUTE_MS, SECOND_MS, type DurationMs } from '#domain/time.ts';

/** How long to wait before connecting again. */
export type BackOff = {
  /** After the first failure; each further one doubles it. */
  readonly firstMs: DurationMs;
  /** Never longer than this. */
  readonly mostMs: DurationMs;
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

/** The wait before the next attempt: between half of the doubled time and all of it, so that many clients do not come back at once. */
export function backOffMs(backOff: BackOff, { failures, wasRefused, chance }: Attempt): DurationMs {
  const doubled = backOff.firstMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS);
  const full = wasRefused ? backOff.refusedMs : Math.min(backOff.mostMs, doubled);
  return Math.round(full * (0.5 + chance / 2));
}

/** Beyond 2^20 first waits every limit is reached. */
const MOST_DOUBLINGS = 20;
