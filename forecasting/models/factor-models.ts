import type { DayTraits } from '../calendar/day-traits.ts';
import { effectPlan, WEEKDAYS_DRIFT_DAYS, type Effects } from './day-effects.ts';
import type { Outlook } from './day-filter.ts';
import { fitFactorModels, locateDays, type SeeingModel } from './factor-model.ts';
import type { FittedModel, Past } from './model.ts';

/** Effects that were found before, to be taken as they are: by name of the model, then by factor. */
export type FoundEffects = ReadonlyMap<string, readonly Effects[]>;

/** Fitted factor models, and the effects that they found. */
export type FittedFactors = { readonly models: readonly FittedModel[]; readonly effects: FoundEffects };

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

/**
 * What they hold of a level that has drifted. Four weeks ahead it is mostly back: on the histories that this was tried on nothing was
 * left of a deviation after ten working days, so that who holds on to it needs eight times the evidence there.
 */
const OUTLOOKS = [
  { outlook: 'stays', suffix: '', odds: [1, 1, 1] },
  { outlook: 'returns', suffix: ', usual level', odds: [1, 3, 8] },
] as const satisfies readonly { outlook: Outlook; suffix: string; odds: readonly number[] }[];

/** The core models, fitted: Mondays stay what they are, or drift; and the level of these weeks stays, or returns. */
export function fitFactors({ grid, traits }: Past, found?: FoundEffects): FittedFactors {
  const named = namesOf(traits);
  const hasYears = spanDays(traits) > YEARS_FROM_DAYS;
  const plan = effectPlan(traits, { weekdayDays: Infinity, named, hasYears });
  const fitted = fitFactorModels({
    grid,
    traits,
    plans: CORE.map(({ weekdayDays }) => ({ ...plan, weekdayDays })),
    factors: Math.max(1, Math.min(FACTORS, Math.floor(grid.rows / DAYS_A_FACTOR))),
    found: CORE.map(({ name }) => found?.get(name)),
  }).map((model, at) => ({ model, name: CORE[at]?.name ?? '' }));
  return {
    models: fitted.flatMap(({ model: { expected, ahead, ...model }, name }) =>
      OUTLOOKS.map(({ outlook, suffix, odds }) => ({
        name: name + suffix,
        odds,
        expected,
        expectedAhead: ahead[outlook],
        project: (days: readonly DayTraits[]) => projectFactors(model, days, outlook),
      })),
    ),
    effects: new Map(fitted.map(({ model, name }) => [name, model.filters.map((filter) => filter.effects)])),
  };
}

function projectFactors(
  model: SeeingModel,
  days: readonly DayTraits[],
  outlook: Outlook,
): ReturnType<FittedModel['project']> {
  const { basis } = model;
  return locateDays(model, days, outlook).map(({ location, extraVariance }) => ({
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
