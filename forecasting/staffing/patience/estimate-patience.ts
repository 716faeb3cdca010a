/** Patience, with the customers it was learnt from. */
export type Patience = {
  readonly meanSeconds: number;
  /** A 95 % interval: with few abandons nobody knows better. */
  readonly low: number;
  readonly high: number;
  readonly abandons: number;
};

/** What is counted of a queue's waits, as in an interval report. */
export type WaitCounts = {
  readonly abandoned: number;
  /** Sums of seconds. Who is answered has shown patience too: as long as the wait, and longer. */
  readonly waitAnsweredSeconds: number;
  readonly waitAbandonedSeconds: number;
};

/**
 * Mean patience from counts: all waiting time / abandons. The maximum-likelihood estimate for exponential patience of which
 * the answered are censored (Brown et al. 2005); the mean wait of abandons alone would be far too short. Undefined when
 * nobody abandoned.
 */
export function patienceFromCounts(counts: WaitCounts): Patience | undefined {
  const { abandoned, waitAnsweredSeconds, waitAbandonedSeconds } = counts;
  const waited = waitAnsweredSeconds + waitAbandonedSeconds;
  if (!(abandoned > 0 && waited > 0)) return undefined;
  const meanSeconds = waited / abandoned;
  // The logarithm of a rate seen n times has a standard error of 1/√n.
  const factor = Math.exp(Z_95 / Math.sqrt(abandoned));
  return { meanSeconds, low: meanSeconds / factor, high: meanSeconds * factor, abandons: abandoned };
}

const Z_95 = 1.959963984540054;
