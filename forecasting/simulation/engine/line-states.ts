/** Quarters of the longest local day: 25 hours. */
export const DAY_QUARTERS = 100;

/** The streams of customers. */
export type LineStates = {
  /** Contacts per millisecond in each quarter of the day, day's level included. */
  readonly rates: Float64Array;
  /** What incidents multiply it by. */
  readonly boost: Float64Array;
  /** Up to when the arrivals are settled, to a part of a millisecond, and how much more of the rate's area the next one needs. */
  readonly settledTo: Float64Array;
  readonly needed: Float64Array;
  readonly nextAt: Float64Array;
  readonly arrivals: Int32Array;
};

/** No day yet. */
export function emptyLineStates(count: number, from: number): LineStates {
  return {
    rates: new Float64Array(count * DAY_QUARTERS),
    boost: new Float64Array(count).fill(1),
    settledTo: new Float64Array(count).fill(from),
    needed: new Float64Array(count),
    nextAt: new Float64Array(count).fill(Infinity),
    arrivals: new Int32Array(count),
  };
}
