import type { Sum } from '#domain/measures/definitions/measure.ts';
import { SECOND_MS } from '#domain/time.ts';

/** What is known of a sum so far. Two of one sum can be put together. */
export type SumState =
  | { readonly how: 'count' | 'total'; value: number }
  | { readonly how: 'most'; value: number | undefined }
  | { readonly how: 'distinct'; readonly values: Set<string> }
  /** Every value: percentiles are exact. 8 bytes each, so that a million waits are 8 MB. */
  | { readonly how: 'quantile'; readonly values: number[] };

/** Nothing counted yet. */
export function emptyState({ how }: Sum): SumState {
  switch (how) {
    case 'count':
      return { how, value: 0 };
    case 'total':
    case 'time':
      return { how: 'total', value: 0 };
    case 'most':
      return { how, value: undefined };
    case 'distinct':
      return { how, values: new Set() };
    case 'quantile':
      return { how, values: [] };
  }
}

/** Takes a row into a sum. An unknown amount adds nothing. */
export function addTo(state: SumState, amount: number | undefined, text: string | undefined): void {
  switch (state.how) {
    case 'count':
      state.value += 1;
      return;
    case 'total':
      state.value += amount ?? 0;
      return;
    case 'most':
      if (amount !== undefined && (state.value === undefined || amount > state.value)) state.value = amount;
      return;
    case 'distinct':
      if (text !== undefined) state.values.add(text);
      return;
    case 'quantile':
      if (amount !== undefined) state.values.push(amount);
  }
}

/** Puts what `more` knows into `state`. */
export function mergeInto(state: SumState, more: SumState): void {
  if (more.how === 'distinct' && state.how === 'distinct')
    for (const one of more.values) state.values.add(one);
  else if (more.how === 'quantile' && state.how === 'quantile')
    for (const one of more.values) state.values.push(one);
  else if (more.how === 'count' && state.how === 'count') state.value += more.value;
  else if (more.how === 'total' && state.how === 'total') state.value += more.value;
  else if (more.how === 'most') addTo(state, more.value, undefined);
}

/** The value: seconds where milliseconds were added up. Undefined where nothing is known: a sum of nothing is 0, a most of nothing unknown. */
export function valueOfState(sum: Sum, state: SumState): number | undefined {
  const value = rawValue(sum, state);
  return value !== undefined && sum.unit === 'seconds' ? value / SECOND_MS : value;
}

function rawValue(sum: Sum, state: SumState): number | undefined {
  switch (state.how) {
    case 'count':
    case 'total':
    case 'most':
      return state.value;
    case 'distinct':
      return state.values.size;
    case 'quantile':
      return sum.how === 'quantile' ? quantile(state.values, sum.share) : undefined;
  }
}

/** Linear between the two nearest ranks; undefined of nothing. */
function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = Float64Array.from(values).sort();
  const rank = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (rank - Math.floor(rank));
}
