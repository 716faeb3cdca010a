import { median } from 'd3-array';

/** The middle value of those that are known; NaN when none is. */
export function knownMedian(values: Iterable<number>): number {
  // d3's median passes over NaN.
  return median(values) ?? Number.NaN;
}

/** A normal series has this ratio of standard deviation to median absolute deviation. */
const NORMAL_MAD = 1.4826;

/** Standard deviation around `centre` that a few wild values do not move; NaN when nothing is known. */
export function robustDeviation(values: Float64Array, centre = 0): number {
  return NORMAL_MAD * knownMedian(values.map((value) => Math.abs(value - centre)));
}

/** `value`, brought within `limit` of 0. */
export function clip(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
