declare const epochMsBrand: unique symbol;

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number & { readonly [epochMsBrand]: true };

/** A length of time in milliseconds; a plain number, so that durations add and compare freely. */
export type DurationMs = number;

export const SECOND_MS: DurationMs = 1_000;
export const MINUTE_MS: DurationMs = 60_000;
export const HOUR_MS: DurationMs = 3_600_000;
export const DAY_MS: DurationMs = 86_400_000;
/** Minutes of a day of local clock time. */
export const DAY_MINUTES = 1440;

/** The instant that `ms` names. */
export function epochMs(ms: number): EpochMs {
  return ms as EpochMs;
}

/** The instant `durationMs` after (or, when negative, before) `at`. */
export function later(at: EpochMs, durationMs: DurationMs): EpochMs {
  return (at + durationMs) as EpochMs;
}
