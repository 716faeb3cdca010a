import { epochMs, type EpochMs } from '#domain/time.ts';

/** Reads the time. */
export type Clock = () => EpochMs;

/** The system's clock: the only place that reads it. */
export const systemClock: Clock = () => epochMs(Date.now());
