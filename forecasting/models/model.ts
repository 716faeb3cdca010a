import type { DayTraits } from '../calendar/day-traits.ts';
import type { Grid } from './grid.ts';

/** What a model is fitted to: days by open intervals on the scale of counts, unknown cells NaN, days ascending. */
export type Past = { readonly grid: Grid; readonly traits: readonly DayTraits[] };

/** Days ahead at which models are compared: tomorrow, a week, four weeks. Between them their weights go over into each other. */
export const LEADS = [1, 7, 28] as const;

/** Days of the past on which models are compared: two months of working days. */
export const JUDGED_DAYS = 40;

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
  /** How much it is believed before its errors are seen, by LEADS, in odds against the others. */
  readonly odds: readonly number[];
  /** What each day of the past was expected to be, as it would have been said on the day before; NaN where nothing was. */
  readonly expected: Grid;
  /** What the last JUDGED_DAYS were expected to be that many days before each, by LEADS: a row for each of these days. */
  readonly expectedAhead: readonly Grid[];
  /** Where it expects later days, ascending. */
  readonly project: (traits: readonly DayTraits[]) => readonly DayLocation[];
};

/** Odds of a model that is believed as much as any. */
export const EVEN_ODDS: readonly number[] = LEADS.map(() => 1);

/** A way to forecast. All have the same verbs: fit, project, and update by `updateDay`. */
export type Model = { readonly name: string; fit(past: Past): FittedModel };
