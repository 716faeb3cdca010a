import { epochMs, type DurationMs, type EpochMs } from '../time.ts';

/** A visit that a share is about: when it arrived, and whether it is met. */
export type Judged = { readonly at: EpochMs; readonly isMet: boolean };

/** The worst stretch of time of some length: it holds what arrived in [from, to). */
export type LowestShare = {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly met: number;
  readonly of: number;
};

/** Between which instants everything is known, `to` not among them, and how long a stretch is looked at. */
export type Looking = { readonly from: EpochMs; readonly to: EpochMs; readonly lengthMs: DurationMs };

/**
 * The lowest share that any continuous stretch of this length has, wherever it begins. Undefined when less is known, or nothing came.
 * What a stretch holds changes only where its begin or its end passes an arrival, so only those begins are looked at.
 */
export function lowestShare(
  judged: readonly Judged[],
  { from, to, lengthMs }: Looking,
): LowestShare | undefined {
  const sorted = judged.filter(({ at }) => at >= from && at < to).toSorted((one, other) => one.at - other.at);
  const begins = [
    from,
    to - lengthMs,
    ...sorted.flatMap(({ at }) => [at, at + 1, at - lengthMs, at + 1 - lengthMs]),
  ];
  const possible = begins
    .filter((begin) => begin >= from && begin + lengthMs <= to)
    .sort((one, other) => one - other);
  let lowest: LowestShare | undefined;
  let [first, last, met] = [0, 0, 0];
  for (const begin of possible) {
    for (let one = sorted[last]; one !== undefined && one.at < begin + lengthMs; one = sorted[last]) {
      if (one.isMet) met += 1;
      last += 1;
    }
    for (let one = sorted[first]; one !== undefined && one.at < begin; one = sorted[first]) {
      if (one.isMet) met -= 1;
      first += 1;
    }
    const of = last - first;
    if (of === 0 || (lowest !== undefined && met * lowest.of >= lowest.met * of)) continue;
    lowest = { from: epochMs(begin), to: epochMs(begin + lengthMs), met, of };
  }
  return lowest;
}
