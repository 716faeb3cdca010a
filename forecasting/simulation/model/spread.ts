import type { DurationMs } from '#domain/time.ts';
import { normalQuantile } from '../random/normal-quantile.ts';

/** How long something takes, from customer to customer. `capMs` cuts what is longer. */
export type Spread =
  | { readonly kind: 'constant'; readonly ms: DurationMs }
  | { readonly kind: 'exponential'; readonly meanMs: DurationMs; readonly capMs?: DurationMs }
  /** `cv`: standard deviation over mean. */
  | {
      readonly kind: 'lognormal';
      readonly meanMs: DurationMs;
      readonly cv: number;
      readonly capMs?: DurationMs;
    }
  /** Lengths at equal steps of probability, from the shortest to the longest; straight lines between them. */
  | { readonly kind: 'empirical'; readonly quantilesMs: readonly DurationMs[] };

/** A spread as the simulator draws from it. */
export type SpreadTable = {
  readonly kinds: Uint8Array;
  readonly scales: Float64Array;
  readonly sigmas: Float64Array;
  readonly caps: Float64Array;
  readonly quantiles: readonly Float64Array[];
};

/** Stands for a length that never ends. */
export const NEVER = Infinity;

const CONSTANT = 0;
const EXPONENTIAL = 1;
const LOGNORMAL = 2;
const EMPIRICAL = 3;

/** The table of these spreads; an absent one is the constant `otherwiseMs`. */
export function spreadTable(spreads: readonly (Spread | undefined)[], otherwiseMs: DurationMs): SpreadTable {
  const table: SpreadTable = {
    kinds: new Uint8Array(spreads.length),
    scales: new Float64Array(spreads.length).fill(otherwiseMs),
    sigmas: new Float64Array(spreads.length),
    caps: new Float64Array(spreads.length).fill(NEVER),
    quantiles: spreads.map((one) => new Float64Array(one?.kind === 'empirical' ? one.quantilesMs : [])),
  };
  for (const [place, spread] of spreads.entries()) if (spread !== undefined) enter(table, place, spread);
  return table;
}

/** The length at probability `unit`, a whole number of milliseconds: the same unit and a longer spread give a longer length. */
export function lengthAt(table: SpreadTable, place: number, unit: number): DurationMs {
  const kind = table.kinds[place] ?? CONSTANT;
  const scale = table.scales[place] ?? 0;
  if (kind === CONSTANT) return scale;
  const cap = table.caps[place] ?? NEVER;
  if (kind === EXPONENTIAL) return Math.round(Math.min(cap, -scale * Math.log(unit)));
  if (kind === LOGNORMAL) {
    return Math.round(Math.min(cap, scale * Math.exp((table.sigmas[place] ?? 0) * normalQuantile(unit))));
  }
  return Math.round(between(table.quantiles[place] ?? NO_QUANTILES, unit));
}

const NO_QUANTILES = new Float64Array(1);

function enter(table: SpreadTable, place: number, spread: Spread): void {
  switch (spread.kind) {
    case 'constant':
      table.scales[place] = spread.ms;
      return;
    case 'exponential':
      table.kinds[place] = EXPONENTIAL;
      table.scales[place] = spread.meanMs;
      table.caps[place] = spread.capMs ?? NEVER;
      return;
    case 'lognormal': {
      const variance = Math.log(1 + spread.cv * spread.cv);
      table.kinds[place] = LOGNORMAL;
      table.scales[place] = spread.meanMs * Math.exp(-variance / 2);
      table.sigmas[place] = Math.sqrt(variance);
      table.caps[place] = spread.capMs ?? NEVER;
      return;
    }
    case 'empirical':
      table.kinds[place] = EMPIRICAL;
  }
}

function between(quantiles: Float64Array, unit: number): number {
  const at = unit * (quantiles.length - 1);
  const low = Math.floor(at);
  const from = quantiles[low] ?? 0;
  return from + (at - low) * ((quantiles[low + 1] ?? from) - from);
}
