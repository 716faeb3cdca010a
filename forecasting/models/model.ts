import type { DayTraits } from '../calendar/day-traits.ts';
import type { Grid } from './grid.ts';

/** What a model is fitted to: days by open intervals on the scale of counts, unknown cells NaN, days ascending. */
export type Past = { readonly grid: Grid; readonly traits: readonly DayTraits[] };

/** Where a model expects a day, and how much surer it was of the days on which its errors were measured. */
export type DayLocation = {
  /** By interval, on the scale of counts. */
  readonly location: Float64Array;
  /** Variance by interval beyond that of a forecast one day ahead. */
  readonly extraVariance: Float64Array;
};

/** A model after it has seen the past. */
export type FittedModel = {
  readonly name: string;
  /** What each day of the past was expected to be, as it would have been said on the day before; NaN where nothing was. */
  readonly expected: Grid;
  /** Where it expects later days, ascending. */
  project(traits: readonly DayTraits[]): readonly DayLocation[];
};

/** A way to forecast. All have the same verbs: fit, project, and update by `updateDay`. */
export type Model = { readonly name: string; fit(past: Past): FittedModel };
