import { dayStates, type EffectPlan, type Effects } from './day-effects.ts';
import { filterDays, type FilterDay } from './day-filter.ts';

/** What is believed before the figures are seen: middle, and standard deviation of its logarithm. */
const BELIEF: Readonly<Record<keyof Effects, { readonly middle: number; readonly spread: number }>> = {
  weekday: { middle: 0.4, spread: 1.5 },
  month: { middle: 0.3, spread: 1.5 },
  closed: { middle: 0.1, spread: 1.5 },
  fast: { middle: 0.3, spread: 1.5 },
  slow: { middle: 0.2, spread: 1 },
  trend: { middle: 0.02, spread: 1.5 },
  noise: { middle: 0.3, spread: 1 },
};
const NAMES = [
  'weekday',
  'month',
  'closed',
  'fast',
  'slow',
  'trend',
  'noise',
] as const satisfies readonly (keyof Effects)[];

/** Steps of the search on the logarithm: from a factor of four down to one of a half more. */
const STEPS: readonly number[] = [Math.log(4), Math.log(2.2), Math.log(1.5)];

/** The effects that are believed of a figure of which nothing is known. */
export const USUAL_EFFECTS: Effects = {
  weekday: BELIEF.weekday.middle,
  month: BELIEF.month.middle,
  closed: BELIEF.closed.middle,
  fast: BELIEF.fast.middle,
  slow: BELIEF.slow.middle,
  trend: BELIEF.trend.middle,
  noise: BELIEF.noise.middle,
};

/** The most probable effects given the days, from `start` on (coordinate ascent of the posterior). `start` itself when no day is known. */
export function tuneEffects(plan: EffectPlan, days: readonly FilterDay[], start: Effects): Effects {
  let best = start;
  let score = posterior(plan, days, best);
  for (const step of STEPS) {
    for (const name of NAMES) {
      for (const factor of [Math.exp(step), Math.exp(-step)]) {
        const tried = { ...best, [name]: best[name] * factor };
        const found = posterior(plan, days, tried);
        if (found <= score) continue;
        best = tried;
        score = found;
        break;
      }
    }
  }
  return best;
}

function posterior(plan: EffectPlan, days: readonly FilterDay[], effects: Effects): number {
  const { logLikelihood } = filterDays(dayStates(plan, effects), effects.noise, days);
  let belief = 0;
  for (const name of NAMES) {
    const { middle, spread } = BELIEF[name];
    belief -= (Math.log(effects[name] / middle) / spread) ** 2 / 2;
  }
  return logLikelihood + belief;
}
