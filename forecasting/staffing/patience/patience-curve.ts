import { patienceFromCounts, type Patience } from './estimate-patience.ts';

/** One customer's wait: how long, and whether it ended by hanging up. */
export type Wait = { readonly seconds: number; readonly abandoned: boolean };

/** How many a second hang up of those who still wait, between two moments of the wait. */
export type Hazard = {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly abandons: number;
  readonly perSecond: number;
};

export type PatienceCurve = {
  /** As if patience were exponential. */
  readonly mean: Patience;
  /** Kaplan and Meier 1958: the share that would still wait after so long, where it steps. */
  readonly survival: readonly { readonly seconds: number; readonly stillWaiting: number }[];
  readonly hazards: readonly Hazard[];
  /** Whether the hazards differ by no more than chance would make them (likelihood ratio, 1 %). */
  readonly isExponential: boolean;
};

/**
 * What single waits say about patience: who is answered was censored, not patient. The hazards show what the mean hides, such as
 * many who hang up at the first announcement. Undefined when nobody abandoned after a wait.
 */
export function patienceCurve(waits: readonly Wait[], parts = 10): PatienceCurve | undefined {
  const sorted = waits.filter(({ seconds }) => seconds > 0).sort((one, other) => one.seconds - other.seconds);
  const sum = (abandoned: boolean): number =>
    sorted.reduce((whole, wait) => whole + (wait.abandoned === abandoned ? wait.seconds : 0), 0);
  const leavers = sorted.filter(({ abandoned }) => abandoned);
  const mean = patienceFromCounts({
    abandoned: leavers.length,
    waitAnsweredSeconds: sum(false),
    waitAbandonedSeconds: sum(true),
  });
  if (mean === undefined) return undefined;
  const hazards = hazardsOf(sorted, cutsOf(leavers, parts));
  return { mean, survival: survivalOf(sorted), hazards, isExponential: isFlat(hazards, mean) };
}

/** Moments that part the abandons into as many equal shares, as far as they differ. */
function cutsOf(leavers: readonly Wait[], parts: number): readonly number[] {
  const cuts = Array.from({ length: parts }, (_, part) => {
    const place = Math.ceil((leavers.length * (part + 1)) / parts) - 1;
    return leavers[Math.max(0, place)]?.seconds ?? 0;
  });
  return [...new Set(cuts)];
}

function hazardsOf(sorted: readonly Wait[], cuts: readonly number[]): readonly Hazard[] {
  let fromSeconds = 0;
  return cuts.map((toSeconds) => {
    const from = fromSeconds;
    let abandons = 0;
    let waited = 0;
    for (const { seconds, abandoned } of sorted) {
      if (seconds <= from) continue;
      waited += Math.min(seconds, toSeconds) - from;
      if (abandoned && seconds <= toSeconds) abandons += 1;
    }
    fromSeconds = toSeconds;
    return { fromSeconds: from, toSeconds, abandons, perSecond: abandons / waited };
  });
}

function survivalOf(sorted: readonly Wait[]): PatienceCurve['survival'] {
  const steps: { seconds: number; stillWaiting: number }[] = [];
  let stillWaiting = 1;
  for (let at = 0; at < sorted.length;) {
    const { seconds = 0 } = sorted[at] ?? {};
    let [here, left] = [0, 0];
    for (; at + here < sorted.length && sorted[at + here]?.seconds === seconds; here += 1) {
      if (sorted[at + here]?.abandoned === true) left += 1;
    }
    if (left > 0) {
      stillWaiting *= 1 - left / (sorted.length - at);
      steps.push({ seconds, stillWaiting });
    }
    at += here;
  }
  return steps;
}

/** Twice the logarithm of the likelihood ratio of one hazard in each part against one in all; chi-squared if flat. */
function isFlat(hazards: readonly Hazard[], { meanSeconds }: Patience): boolean {
  const free = hazards.length - 1;
  if (free < 1) return true;
  const deviance = hazards.reduce((sum, { abandons, perSecond }) => {
    const expected = abandons / perSecond / meanSeconds;
    return sum + 2 * (abandons * Math.log(perSecond * meanSeconds) - (abandons - expected));
  }, 0);
  // Wilson and Hilferty 1931: the 99 % point of chi-squared.
  return deviance <= free * (1 - 2 / (9 * free) + Z_99 * Math.sqrt(2 / (9 * free))) ** 3;
}

const Z_99 = 2.326347874040841;
