import { ascend, type Ascent } from './ascend.ts';
import { roundUp } from '../problem/roster-cost-step.ts';
import { endAfter } from './free-ascent.ts';
import { ascentMix, priceScale, type LineMix } from './line-mix.ts';
import { mixDive } from './mix-dive.ts';
import { remix } from './remix.ts';
import { seesAllLines, type Plan, type Rostering } from '../columns/rostering.ts';

export type QuickLimits = {
  readonly begin: Plan;
  /** What is proved already. */
  readonly lowerBound: number;
  /** For the ascent, for the dives after it, and to better what they found. */
  readonly seconds: { readonly ascent: number; readonly dives: number; readonly remix: number };
  /** Only where bounds are proofs. */
  readonly onRound: (ascent: Ascent) => void;
  readonly onPlan: (plan: Plan) => void;
};

export type QuickPlans = { readonly ascent: Ascent; readonly mix: LineMix; readonly best: Plan };

/** Plans within seconds: a mix of lines near the linear relaxation, dives from there, and again with some people. */
export function quickPlans(rostering: Rostering, limits: QuickLimits): QuickPlans {
  const { begin, seconds, onRound, onPlan } = limits;
  const { book, step } = rostering;
  const mix = ascentMix(book, begin.columns);
  const isProof = seesAllLines(rostering);
  const told = isProof ? { onRound } : {};
  const stiffness = priceScale(book) * DIVE_STIFFNESS;
  let best = begin;
  const offer = (plan: Plan): void => {
    if (plan.cost >= best.cost) return;
    best = plan;
    onPlan(plan);
  };
  const diveOnce = (): void => offer(mixDive(rostering, mix, { stiffness }) ?? best);
  const early = ascend(rostering, mix, { isOver: endAfter(rostering, seconds.ascent * EARLY), ...told });
  if (best.cost > roundUp(early.bound, step)) diveOnce();
  const late = ascend(rostering, mix, { isOver: endAfter(rostering, seconds.ascent * (1 - EARLY)), ...told });
  const ascent = late.bound > early.bound ? late : { ...early, relaxed: late.relaxed };
  const lowerBound = Math.max(limits.lowerBound, isProof ? roundUp(ascent.bound, step) : -Infinity);
  const isOverDiving = endAfter(rostering, seconds.dives);
  for (let turn = 0; turn < MOST_DIVES && best.cost > lowerBound && !isOverDiving(); turn += 1) diveOnce();
  const isDone = endAfter(rostering, seconds.remix);
  const { duals } = ascent;
  remix(rostering, best, { mix, stiffness, duals, lowerBound, isOver: isDone, onBetter: offer });
  return { ascent, mix, best };
}

/** Measured on staff of 20 to 120 people: within a factor of five they do alike. */
const DIVE_STIFFNESS = 0.01;
const MOST_DIVES = 3;
/** After this share of the ascent the first dive gives a plan to show; later ones are seldom much better. */
const EARLY = 0.4;
