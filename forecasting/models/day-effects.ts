import type { DayTraits } from '../calendar/day-traits.ts';
import type { DayLoads, DayStates } from './day-filter.ts';

/** How much each kind of effect may move a day's figure: variances, in units of the figure's own variance. */
export type Effects = {
  readonly weekday: number;
  readonly month: number;
  readonly closed: number;
  readonly fast: number;
  readonly slow: number;
  /** Of a hundred days of steady growth. */
  readonly trend: number;
  readonly noise: number;
};

/** What does not depend on the figures: what the filter has states for. */
export type EffectPlan = {
  /** Time constant of weekday effects in days; Infinity: what Mondays are they stay. */
  readonly weekdayDays: number;
  /** Names of holidays and events that get an effect of their own. */
  readonly named: readonly string[];
  /** Seasons of the year can be learnt. */
  readonly hasYears: boolean;
  /** The last day of the past: growth is counted to it, and tires after it. */
  readonly lastNumber: number;
  /** Place of each state among those that some day of the past has shown; -1 for the others, which nothing is known of. */
  readonly places: Int32Array;
};

/** The plan for these days. */
export function effectPlan(
  traits: readonly DayTraits[],
  { weekdayDays, named, hasYears }: Omit<EffectPlan, 'places' | 'lastNumber'>,
): EffectPlan {
  const size = NAMES + named.length + (hasYears ? 2 * YEAR_WAVES : 0);
  const all = {
    weekdayDays,
    named,
    hasYears,
    lastNumber: traits.at(-1)?.number ?? 0,
    places: Int32Array.from({ length: size }, (_, state) => state),
  };
  const shown = new Set(traits.flatMap((one) => [...dayLoads(all, one).at]));
  let place = 0;
  return { ...all, places: all.places.map((state) => (shown.has(state) ? place++ : -1)) };
}

/** Time constants of the level in days: a week's mood, and the drift of a quarter. */
const FAST_DAYS = 5;
const SLOW_DAYS = 40;

/** Time constant of weekday effects that drift: a quarter, and a little. */
export const WEEKDAYS_DRIFT_DAYS = 100;

/** Days ahead after which a level that drifted has come back to the usual one by a good part, for those who hold that it does. */
const RETURN_DAYS = 10;
/** Growth goes on for about as long after the last day: nothing grows for ever. */
const GROWTH_DAYS = 90;
const GROWTH_UNIT = 100;

/** Where the mean lies is not known at all: two standard deviations. */
const LEVEL = 4;
/** Days of the month that behave alike: about two on either side. */
const MONTH_REACH = (2 * Math.PI * 2) / 30;
const MONTH_WAVES = 6;
const YEAR_WAVES = 3;
/** Variance of the whole year's wave. */
const YEAR = 0.3;
/** A holiday that is worked, or an event, moves the day by about one and a half standard deviations; its own name by as much again. */
const NAMED = 2;

/** Places of the states: the level and its two drifts, weekdays, month, closed days, kinds of special days, growth, names, years. */
const FAST = 1;
const SLOW = 2;
const WEEKDAYS = 3;
const MONTH = WEEKDAYS + 7;
const CLOSED = MONTH + 2 * MONTH_WAVES;
const COMMON = CLOSED + 4;
const TREND = COMMON + 2;
const NAMES = TREND + 1;

/** The states behind a day's figure and what they may do. */
export function dayStates(plan: EffectPlan, effects: Effects): DayStates {
  const variance = [LEVEL, effects.fast, effects.slow, ...Array<number>(7).fill(effects.weekday)];
  for (const share of MONTH_SHARES) variance.push(effects.month * share, effects.month * share);
  // After a closed day; after a holiday on top of that; the day after that; before a holiday.
  variance.push(effects.closed, effects.closed / 2, effects.closed / 4, effects.closed / 4);
  variance.push(NAMED, NAMED, effects.trend, ...plan.named.map(() => NAMED));
  if (plan.hasYears) variance.push(...Array<number>(2 * YEAR_WAVES).fill(YEAR / YEAR_WAVES));
  const days = variance.map(() => Infinity);
  days[FAST] = FAST_DAYS;
  days[SLOW] = SLOW_DAYS;
  days.fill(plan.weekdayDays, WEEKDAYS, MONTH);
  const isShown = (_: number, state: number): boolean => (plan.places[state] ?? -1) >= 0;
  const shown = (all: readonly number[]): Float64Array => Float64Array.from(all.filter(isShown));
  return {
    variance: shown(variance),
    days: shown(days),
    ahead: { stays: shown(days.with(SLOW, Infinity)), returns: shown(days.with(SLOW, RETURN_DAYS)) },
  };
}

/** The states that the day shows. */
export function dayLoads(plan: EffectPlan, traits: DayTraits): DayLoads {
  const at: number[] = [];
  const by: number[] = [];
  const load = (state: number, weight = 1): void => {
    const place = plan.places[state] ?? -1;
    if (place < 0) return;
    at.push(place);
    by.push(weight);
  };
  for (const level of [0, 1, 2]) load(level);
  if (traits.isMakeUp) for (let day = 0; day < 5; day += 1) load(WEEKDAYS + day, 1 / 5);
  else load(WEEKDAYS + traits.weekday);
  for (let wave = 1; wave <= MONTH_WAVES; wave += 1) {
    load(MONTH + 2 * wave - 2, Math.cos(wave * traits.monthAngle));
    load(MONTH + 2 * wave - 1, Math.sin(wave * traits.monthAngle));
  }
  const closed = [
    traits.isAfterClosed,
    traits.isAfterHoliday,
    traits.isSecondAfterHoliday,
    traits.isBeforeHoliday,
  ];
  for (const [index, is] of closed.entries()) if (is) load(CLOSED + index);
  if (traits.holidays.length > 0) load(COMMON);
  if (traits.events.length > 0) load(COMMON + 1);
  load(TREND, growthUntil(traits.number - plan.lastNumber) / GROWTH_UNIT);
  for (const [index, name] of plan.named.entries())
    if (traits.holidays.includes(name) || traits.events.includes(name)) load(NAMES + index);
  if (plan.hasYears) loadYear(load, NAMES + plan.named.length, traits.yearAngle);
  return { at: Int32Array.from(at), by: Float64Array.from(by) };
}

/** Days of growth from the last day on; those before it are all counted. */
const growthUntil = (ahead: number): number =>
  ahead <= 0 ? ahead : GROWTH_DAYS * -Math.expm1(-ahead / GROWTH_DAYS);

function loadYear(load: (state: number, weight: number) => void, from: number, angle: number): void {
  for (let wave = 1; wave <= YEAR_WAVES; wave += 1) {
    load(from + 2 * wave - 2, Math.cos(wave * angle));
    load(from + 2 * wave - 1, Math.sin(wave * angle));
  }
}

/** Shares of the waves in an effect that is smooth over MONTH_REACH: a Gaussian's spectrum. */
const MONTH_SHARES: readonly number[] = (() => {
  const shares = Array.from({ length: MONTH_WAVES }, (_, index) =>
    Math.exp((-((index + 1) ** 2) * MONTH_REACH ** 2) / 2),
  );
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
})();
