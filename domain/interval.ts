import { assert } from './assert.ts';
import { MINUTE_MS, epochMs, type DurationMs, type EpochMs } from './time.ts';
import { instantOf, type TimeZone } from './time-zone.ts';

/** Cells are kept on the quarter-hour of UTC: every zone in use today is a multiple of it away, so cells roll up in any of them. */
export const GRID_MS: DurationMs = 15 * MINUTE_MS;

/** The start of the grid cell that holds `at`. */
export function cellStart(at: EpochMs, gridMs: DurationMs): EpochMs {
  return epochMs(Math.floor(at / gridMs) * gridMs);
}

/**
 * The start of the local interval of `lengthMs` that holds `at`: intervals count from local midnight.
 * On the night a clock goes back the repeated hour has its own intervals, told apart by their offset.
 */
export function localIntervalStart(zone: TimeZone, at: EpochMs, lengthMs: DurationMs): EpochMs {
  assert(lengthMs > 0, `interval length ${lengthMs} ms is above 0`);
  const offset = zone.offsetMs(at);
  const start = epochMs(Math.floor((at + offset) / lengthMs) * lengthMs - offset);
  // A clock change lies between: the interval's local start, read in the offset that held then.
  return zone.offsetMs(start) === offset ? start : instantOf(zone, start + offset);
}
