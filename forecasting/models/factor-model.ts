import { deviation } from 'd3-array';
import type { DayTraits } from '../calendar/day-traits.ts';
import { cleanAround, firstGuess } from './clean-grid.ts';
import { dayLoads, dayStates, type EffectPlan, type Effects } from './day-effects.ts';
import {
  filterDays,
  foresee,
  type DayLoads,
  type DayStates,
  type FilterDay,
  type FilterState,
  type Outlook,
} from './day-filter.ts';
import { addTimes, dot, factorBasis, smoothBasis } from './factor-basis.ts';
import { gridRow, makeGrid, type Grid } from './grid.ts';
import { leadsAhead, rowsAhead, type FiguresAhead } from './rows-ahead.ts';
import { recentShapes } from './recent-shape.ts';
import { knownMedian } from './robust.ts';
import { tuneEffects, USUAL_EFFECTS } from './tune-effects.ts';

/** What factor models are fitted to: days by open intervals on the scale of counts, unknown cells NaN. */
export type FactorQuestion = {
  readonly grid: Grid;
  readonly traits: readonly DayTraits[];
  /** One model for each plan; the first one also judges what is wild. */
  readonly plans: readonly EffectPlan[];
  /** Shapes of the day that are told apart. */
  readonly factors: number;
  /** Effects found before, by plan and factor: taken as they are. Absent: they are tuned. */
  readonly found?: readonly (readonly Effects[] | undefined)[];
};

/** All that a factor model needs to look ahead: each day is a sum of a few shapes, and each shape's weight is a figure with effects of its own. */
export type SeeingModel = {
  readonly basis: Grid;
  readonly plan: EffectPlan;
  readonly filters: readonly FactorFilter[];
  /** What the last weeks' shapes have in common beyond that. */
  readonly shape: Float64Array;
};

/** A fitted factor model, and how it did. */
export type FactorModel = SeeingModel & {
  /** What each day of the past was expected to be on the day before, on the scale of counts. */
  readonly expected: Grid;
  /** What the last days were expected to be by LEADS, by what is held of the level. */
  readonly ahead: Readonly<Record<Outlook, readonly Grid[]>>;
};

export type FactorFilter = {
  readonly centre: number;
  readonly scale: number;
  readonly effects: Effects;
  readonly states: DayStates;
  /** What is known of the states after the last day. */
  readonly state: FilterState;
  /** Mean variance of the score a day ahead, noise left out, on the score's own scale. */
  readonly usualVariance: number;
};

/** A filter while models are still compared: with what its days' figures were expected to be on the day before, and by LEADS. */
type ComparedFilter = FactorFilter & { readonly expected: Float64Array; readonly ahead: FiguresAhead };

/** Where a later day is expected, and how much less sure its scores are than those of tomorrow. */
export type Located = { readonly location: Float64Array; readonly extraVariance: Float64Array };

/** Fits shapes and their weights, twice: what is wild is cut after the first time, when it is known what was expected. */
export function fitFactorModels({
  grid,
  traits,
  plans,
  factors,
  found = [],
}: FactorQuestion): readonly FactorModel[] {
  const [shown] = plans;
  // Plans differ in how long effects last, not in what a day shows.
  const loads = shown === undefined ? [] : traits.map((one) => dayLoads(shown, one));
  const days = plans.map((plan, at) => ({
    grid,
    traits,
    plan,
    loads,
    effects: found[at],
  }));
  const [judge] = days;
  if (judge === undefined) return [];
  const guess = shapesOf(firstGuess(grid), factors);
  const first = fitFilters(guess.scores, judge);
  const judged = expectedRows({ basis: guess.basis, filters: first, rows: grid.rows });
  const cleaned = cleanAround(grid, { expected: judged, fitted: fittedRows(guess) });
  const shapes = shapesOf(cleaned, factors);
  const recent = recentShapes(difference(cleaned, fittedRows(shapes)));
  return days.map((day, at) => {
    // The judge's effects have been searched: once more, on cleaner days, finds nearly the same.
    const effects = at === 0 ? first.map((filter) => filter.effects) : day.effects;
    const filters = fitFilters(shapes.scores, { ...day, effects });
    return {
      basis: shapes.basis,
      plan: day.plan,
      // Thousands of queues are kept to borrow from: what served to compare is not kept.
      filters: filters.map(({ expected: _, ahead: _ahead, ...filter }) => filter),
      shape: gridRow(recent, grid.rows),
      expected: expectedRows({ basis: shapes.basis, filters, rows: grid.rows }, recent),
      ahead: rowsAhead({ basis: shapes.basis, filters, recent, traits }),
    };
  });
}

/** Where the model expects these days. */
export function locateDays(model: SeeingModel, traits: readonly DayTraits[], outlook: Outlook): Located[] {
  const days = traits.map((one) => ({ number: one.number, loads: dayLoads(model.plan, one) }));
  const located = traits.map(() => ({
    location: model.shape.slice(),
    extraVariance: new Float64Array(model.filters.length),
  }));
  for (const [factor, filter] of model.filters.entries()) {
    const scores = foresee(filter.states, filter.state, days, outlook);
    for (const [day, { mean, variance }] of scores.entries()) {
      const target = located[day];
      if (target === undefined) continue;
      addTimes(target.location, gridRow(model.basis, factor), filter.centre + filter.scale * mean);
      target.extraVariance[factor] = Math.max(0, filter.scale ** 2 * variance - filter.usualVariance);
    }
  }
  return located;
}

/** Shapes of the day, and by shape each day's weight of it. */
type Shapes = { readonly basis: Grid; readonly scores: readonly Float64Array[] };

function shapesOf(cleaned: Grid, factors: number): Shapes {
  const basis = smoothBasis(factorBasis(cleaned, factors));
  const scores = Array.from({ length: basis.rows }, (_, factor) =>
    Float64Array.from({ length: cleaned.rows }, (_row, row) =>
      dot(gridRow(cleaned, row), gridRow(basis, factor)),
    ),
  );
  return { basis, scores };
}

type LoadedDays = {
  readonly grid: Grid;
  readonly traits: readonly DayTraits[];
  readonly plan: EffectPlan;
  readonly loads: readonly DayLoads[];
  readonly effects: readonly Effects[] | undefined;
};

function fitFilters(scores: readonly Float64Array[], days: LoadedDays): readonly ComparedFilter[] {
  return scores.map((score, factor) => fitFilter(score, days, factor));
}

const NO_LOADS: DayLoads = { at: new Int32Array(), by: new Float64Array() };

/** Days of which the variance of a forecast is taken as the usual one: those before have learnt too little. */
const USUAL_DAYS = 60;

function fitFilter(
  score: Float64Array,
  { grid, traits, plan, loads, effects: found }: LoadedDays,
  factor: number,
): ComparedFilter {
  const centre = knownMedian(score);
  const scale = Math.max(deviation(score) ?? 0, LEAST_SCALE);
  const days = traits.map((one, row): FilterDay => ({
    number: one.number,
    loads: loads[row] ?? NO_LOADS,
    figure: isMostlyKnown(gridRow(grid, row)) ? ((score[row] ?? 0) - centre) / scale : Number.NaN,
  }));
  const effects = found?.[factor] ?? tuneEffects(plan, days.slice(-SEARCH_DAYS), USUAL_EFFECTS);
  const own = dayStates(plan, effects);
  // What is held of the level is not held of how the shape of days has changed: that goes on as it was seen to.
  const states = factor === 0 ? own : { ...own, ahead: { stays: own.days, returns: own.days } };
  const means = new Float64Array(days.length * states.variance.length);
  const filtered = filterDays(states, effects.noise, days, means);
  const late = filtered.variance.slice(-USUAL_DAYS);
  const mean = late.reduce((sum, variance) => sum + variance, 0) / Math.max(1, late.length);
  const usualVariance = scale ** 2 * Math.max(0, mean - effects.noise);
  const ahead = leadsAhead(states, means, days);
  const { state, expected } = filtered;
  return { centre, scale, effects, states, state, expected, ahead, usualVariance };
}

/** Days by which effects are searched: a year of working days. */
const SEARCH_DAYS = 260;

/** Scores of days that were all alike still differ by rounding. */
const LEAST_SCALE = 1e-6;

/** A day of which less than half is known says little about its own shape. */
const isMostlyKnown = (row: Float64Array): boolean =>
  row.reduce((known, cell) => known + (Number.isNaN(cell) ? 0 : 1), 0) * 2 >= row.length;

function fittedRows({ basis, scores }: Shapes): Grid {
  const rows = scores[0]?.length ?? 0;
  const fitted = makeGrid({ rows, columns: basis.columns }, () => 0);
  for (const [factor, score] of scores.entries())
    for (let row = 0; row < rows; row += 1)
      addTimes(gridRow(fitted, row), gridRow(basis, factor), score[row] ?? 0);
  return fitted;
}

type Expected = { readonly basis: Grid; readonly filters: readonly ComparedFilter[]; readonly rows: number };

function expectedRows({ basis, filters, rows }: Expected, shapes?: Grid): Grid {
  const { columns } = basis;
  const expected = makeGrid({ rows, columns }, (row, column) => shapes?.cells[row * columns + column] ?? 0);
  for (const [factor, { centre, scale, expected: figures }] of filters.entries())
    for (let row = 0; row < rows; row += 1)
      addTimes(gridRow(expected, row), gridRow(basis, factor), centre + scale * (figures[row] ?? 0));
  return expected;
}

const difference = (a: Grid, b: Grid): Grid =>
  makeGrid(
    a,
    (row, column) => (a.cells[row * a.columns + column] ?? 0) - (b.cells[row * a.columns + column] ?? 0),
  );
