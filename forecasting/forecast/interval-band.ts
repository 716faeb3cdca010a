import type { Band, CountForecast } from '#domain/forecast.ts';
import { fromCountScale } from '../models/count-scale.ts';

/** Standard normal values above which 10 % and 2.5 % lie. */
export const NORMAL_90 = 1.2815515655446004;
export const NORMAL_975 = 1.959963984540054;

/** Counts below this are told one by one; above, the normal law on the scale of counts is exact enough. */
const FEW = 12;

/**
 * The band of one interval's count, whose scaled value has this location and standard deviation. `offered` is the mean
 * of an ordinary day: noise as Poisson has it (variance 1/4) is in it, what outages and sudden surges would add is not.
 */
export function intervalBand(location: number, deviation: number): CountForecast {
  const offered = Math.max(0, location) ** 2;
  const at =
    offered < FEW
      ? fewQuantiles(offered, deviation)
      : (z: number) => fromCountScale(location + z * deviation);
  return {
    offered,
    variance: offered + excessVariance(offered, deviation),
    low80: at(-NORMAL_90),
    high80: at(NORMAL_90),
    low95: at(-NORMAL_975),
    high95: at(NORMAL_975),
  };
}

/** The band of one interval's count with this mean and variance; a variance below the mean's own chance counts as that. */
export function countBand(offered: number, variance: number): CountForecast {
  if (offered <= 0) return intervalBand(0, 0);
  const known = Math.max(variance, offered);
  return { ...intervalBand(Math.sqrt(offered), Math.sqrt(known / (4 * offered))), offered, variance: known };
}

/** Variance of a count that is not chance: Poisson has 1/4 on the scale of counts, what is more is spread of the rate (delta method). */
const excessVariance = (mean: number, deviation: number): number =>
  Math.max(0, 4 * mean * (deviation ** 2 - 0.25));

/** The band of a sum with this mean and standard deviation: normal on the scale of counts, so that it is never below nothing. */
export function sumBand(offered: number, deviation: number): Band {
  const location = Math.sqrt(offered);
  const scaled = offered > 0 ? deviation / (2 * location) : 0;
  const at = (z: number): number => fromCountScale(Math.sqrt(offered + 0.25) + z * scaled);
  return {
    offered,
    low80: at(-NORMAL_90),
    high80: at(NORMAL_90),
    low95: at(-NORMAL_975),
    high95: at(NORMAL_975),
  };
}

const SHARES: ReadonlyMap<number, number> = new Map([
  [-NORMAL_975, 0.025],
  [-NORMAL_90, 0.1],
  [NORMAL_90, 0.9],
  [NORMAL_975, 0.975],
]);

/** Quantiles of a negative binomial count with this mean, and with the variance that the deviation says (delta method). */
function fewQuantiles(mean: number, deviation: number): (z: number) => number {
  const excess = excessVariance(mean, deviation);
  return (z) => negativeBinomialQuantile({ mean, excess }, SHARES.get(z) ?? 0.5);
}

/** Counts are looked through this far; a mean of FEW with any spread that is possible ends long before. */
const MOST_COUNT = 10_000;

/** The least count that is not exceeded with probability `share`; Poisson where nothing exceeds its variance. */
function negativeBinomialQuantile(
  { mean, excess }: { readonly mean: number; readonly excess: number },
  share: number,
): number {
  if (mean <= 0) return 0;
  const size = excess > 1e-9 * mean ? mean ** 2 / excess : Infinity;
  let probability = size === Infinity ? Math.exp(-mean) : (size / (size + mean)) ** size;
  let below = probability;
  let count = 0;
  while (below < share && count < MOST_COUNT) {
    probability *=
      size === Infinity ? mean / (count + 1) : ((size + count) / (count + 1)) * (mean / (size + mean));
    below += probability;
    count += 1;
  }
  return count;
}

/** A count of which `factor` times as many come: what is not known of the rate grows with it, the chance of single contacts with their number. */
export const scaledCount = ({ offered, variance }: CountForecast, factor: number): CountForecast =>
  countBand(offered * factor, offered * factor + (variance - offered) * factor ** 2);

/** The band of a sum of `factor` times as much. */
export function times({ offered, low80, high80, low95, high95 }: Band, factor: number): Band {
  return {
    offered: offered * factor,
    low80: low80 * factor,
    high80: high80 * factor,
    low95: low95 * factor,
    high95: high95 * factor,
  };
}
