import type { DayTraits } from '../calendar/day-traits.ts';
import { effectPlan, WEEKDAYS_DRIFT_DAYS, type Effects } from './day-effects.ts';
import { fitFactorModels, locateDays, type FactorModel } from './factor-model.ts';
import type { FittedModel, Past } from './model.ts';

/** Effects that were found before, to be taken as they are: by name of the model, then by factor. */
export type FoundEffects = ReadonlyMap<string, readonly Effects[]>;

/** A fitted factor model tells the effects it found. */
export type FittedFactors = FittedModel & { readonly effects: readonly Effects[] };

/** Shapes of a day that are told apart: more of them are noise on the histories that this was tried on. */
const FACTORS = 4;
/** Days that must be known for each shape. */
const DAYS_A_FACTOR = 8;
/** Seasons of the year are learnt when they have been seen to come back. */
const YEARS_FROM_DAYS = 500;

/** The two core models differ in what they hold of weekdays. */
const CORE = [
  { name: 'steady weekdays', weekdayDays: Infinity },
  { name: 'drifting weekdays', weekdayDays: WEEKDAYS_DRIFT_DAYS },
] as const;

/** The core models, fitted: one holds that Mondays stay what they are, the other that weekdays drift. */
export function fitFactors({ grid, traits }: Past, found?: FoundEffects): readonly FittedFactors[] {
  const named = namesOf(traits);
  const hasYears = spanDays(traits) > YEARS_FROM_DAYS;
  const plan = effectPlan(traits, { weekdayDays: Infinity, named, hasYears });
  const models = fitFactorModels({
    grid,
    traits,
    plans: CORE.map(({ weekdayDays }) => ({ ...plan, weekdayDays })),
    factors: Math.max(1, Math.min(FACTORS, Math.floor(grid.rows / DAYS_A_FACTOR))),
    found: CORE.map(({ name }) => found?.get(name)),
  });
  return models.map((model, at) => ({
    name: CORE[at]?.name ?? '',
    effects: model.filters.map((filter) => filter.effects),
    expected: model.expected,
    project: (days) => projectFactors(model, days),
  }));
}

function projectFactors(model: FactorModel, days: readonly DayTraits[]): ReturnType<FittedModel['project']> {
  const { basis } = model;
  return locateDays(model, days).map(({ location, extraVariance }) => ({
    location,
    extraVariance: location.map((_, interval) =>
      extraVariance.reduce(
        (sum, variance, factor) =>
          sum + variance * (basis.cells[factor * basis.columns + interval] ?? 0) ** 2,
        0,
      ),
    ),
  }));
}

/** Holidays and events that were seen get an effect of their own; others have that of their kind. */
function namesOf(traits: readonly DayTraits[]): readonly string[] {
  return [...new Set(traits.flatMap(({ holidays, events }) => [...holidays, ...events]))].sort();
}

const spanDays = (traits: readonly DayTraits[]): number =>
  (traits.at(-1)?.number ?? 0) - (traits[0]?.number ?? 0);
