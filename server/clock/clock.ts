import { epochMs, type EpochMs } from '#domain/time.ts';

/** Returns the current time. */
export type Clock = () => EpochMs;

/** The system clock. This is the only place that reads it. */
export const systemClock: Clock = () => epochMs(Date.now());
