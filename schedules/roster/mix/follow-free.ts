import type { Plan, Rostering } from '../columns/rostering.ts';
import { endAfter, type FreeAscent } from './free-ascent.ts';
import { freeDive } from './free-dive.ts';
import { priceScale } from './line-mix.ts';

export type FollowLimits = {
  readonly seconds: number;
  /** Nothing is left to be found. */
  readonly isDone: () => boolean;
  readonly onPlan: (plan: Plan) => void;
};

/** Several dives from the free mix, for chance makes them very different. */
export function followFree(rostering: Rostering, { mix }: FreeAscent, limits: FollowLimits): void {
  const { seconds, isDone, onPlan } = limits;
  const isLate = endAfter(rostering, seconds);
  const stiffness = priceScale(rostering.book) * FREE_STIFFNESS;
  for (let turn = 0; turn < MOST_DIVES && !isDone() && !isLate(); turn += 1) {
    const plan = freeDive(rostering, mix, { stiffness });
    if (plan !== undefined) onPlan(plan);
  }
}

/** Measured on 84 and 182 days: ten times as much makes plans worse, a third of it makes no difference. */
const FREE_STIFFNESS = 0.001;
const MOST_DIVES = 8;
