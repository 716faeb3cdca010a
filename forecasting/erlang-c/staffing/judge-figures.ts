import type { Target } from './target.ts';
import type { Verdict } from './smallest-crew.ts';

/** The figures a target can speak about; a model leaves out what it does not know. */
export type Judged = {
  readonly serviceLevel?: number;
  readonly speedOfAnswer?: number;
  readonly abandonProbability?: number;
  readonly waitProbability?: number;
  readonly occupancy?: number;
  readonly blocking?: number;
};

/** Whether figures meet every part of a target, and by how much the worst part does (in logarithms). */
export function judgeFigures(figures: Judged, target: Target): Verdict {
  let met = true;
  let margin = Infinity;
  const least = target.serviceLevel;
  if (least !== undefined) {
    const level = figures.serviceLevel ?? 0;
    met = level >= least;
    margin = logOdds(level) - logOdds(least);
  }
  const { speedOfAnswerSeconds, abandonProbability, waitProbability, occupancy, blocking } = target;
  const greatest = (value: number | undefined, limit: number | undefined): void => {
    if (limit === undefined) return;
    const reached = value ?? Infinity;
    met &&= reached <= limit;
    margin = Math.min(margin, Math.log(limit) - Math.log(reached));
  };
  greatest(figures.speedOfAnswer, speedOfAnswerSeconds);
  greatest(figures.abandonProbability, abandonProbability);
  greatest(figures.waitProbability, waitProbability);
  greatest(figures.occupancy, occupancy);
  greatest(figures.blocking, blocking);
  return { met, margin };
}

function logOdds(share: number): number {
  return Math.log(share / (1 - share));
}
