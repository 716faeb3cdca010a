import { sumsOf, type FreePricer } from '../lines/free-line.ts';
import type { Line } from '../lines/search-lines.ts';

/**
 * The limits of one person's sums where no table holds them: on average over the lines of a mix each sum keeps between
 * least and most, and has a price that rises with what is missing. Sums are counted in their largest shift, so that all
 * are of one size.
 */
export type PersonSums = {
  readonly pricer: FreePricer;
  /** Units of each counter that count as one. */
  readonly scale: Float64Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly sums: Float64Array;
  /** What one more is worth: above 0 where the sum is held up, below 0 where it is held down. */
  readonly prices: Float64Array;
  readonly anchor: Float64Array;
};

/** Sums of nothing yet, without prices. */
export function openSums(pricer: FreePricer): PersonSums {
  const { counters } = pricer.model;
  const scale = Float64Array.from(counters, ({ units }) => Math.max(1, ...units));
  return {
    pricer,
    scale,
    least: Float64Array.from(counters, ({ least }, at) => least / (scale[at] ?? 1)),
    most: Float64Array.from(counters, ({ most }, at) => most / (scale[at] ?? 1)),
    sums: new Float64Array(counters.length),
    prices: new Float64Array(counters.length),
    anchor: new Float64Array(counters.length),
  };
}

/** Other sums that stand where these do. */
export function copySums(from: PersonSums): PersonSums {
  const { sums, prices, anchor } = from;
  return { ...from, sums: sums.slice(), prices: prices.slice(), anchor: anchor.slice() };
}

/** A line's sums, counted in the largest shift of each. */
export function scaledSums({ pricer, scale }: PersonSums, line: Line): Float64Array {
  return sumsOf(pricer.model, line).map((sum, at) => sum / (scale[at] ?? 1));
}

/** Adds a share of a line's sums. */
export function addSums({ sums }: PersonSums, more: Float64Array, share: number): void {
  for (let at = 0; at < more.length; at += 1) sums[at] = (sums[at] ?? 0) + share * (more[at] ?? 0);
}

/** The prices at the sums of the moment. */
export function priceSums(own: PersonSums, stiffness: number): void {
  for (let at = 0; at < own.prices.length; at += 1)
    own.prices[at] = sumPriceAt(own, stiffness, at, own.sums[at] ?? 0);
}

/** The price of one more where the sum is so large: nothing between the limits, unless the anchor holds it. */
export function sumPriceAt(
  { least, most, anchor }: PersonSums,
  stiffness: number,
  at: number,
  sum: number,
): number {
  const [from, held] = [anchor[at] ?? 0, stiffness * STIFFER];
  const up = Math.max(0, from + held * ((least[at] ?? 0) - sum));
  return up + Math.min(0, from + held * ((most[at] ?? 0) - sum));
}

/** A sum is held as firmly as so many demands. */
export const STIFFER = 1;

/** What the limits are worth at the prices: this much beside the cheapest line is the person's part of the bound. */
export function worthOfLimits({ least, most, prices }: PersonSums): number {
  let worth = 0;
  for (const [at, price] of prices.entries())
    if (price !== 0) worth += price * ((price > 0 ? least[at] : most[at]) ?? 0);
  return worth;
}

/** What a unit of each counter is worth. */
export const unitPrices = ({ prices, scale }: PersonSums): Float64Array =>
  prices.map((price, at) => price / (scale[at] ?? 1));

/** The worst that the limits are broken by, at the prices: what a mix that breaks them would cost more. */
export function costOfBreaking({ least, most, sums, prices }: PersonSums, stiffness: number): number {
  let cost = 0;
  for (const [at, sum] of sums.entries()) {
    const broken = Math.max(0, (least[at] ?? 0) - sum, sum - (most[at] ?? 0));
    cost += broken * (Math.abs(prices[at] ?? 0) + stiffness);
  }
  return cost;
}
