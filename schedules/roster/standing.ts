import type { Plan } from './columns/rostering.ts';
import { roundUp } from './problem/roster-cost-step.ts';

/** How far a search is: the best plan, and what no plan costs less than. */
export type Standing = {
  plan: Plan;
  lowerBound: number;
  /** Takes a plan that costs less than the best. */
  readonly better: (plan: Plan) => void;
  /** Takes a bound that is proved. */
  readonly raise: (bound: number) => void;
};

export type StandingOptions = {
  readonly plan: Plan;
  /** What is known before anything is searched. */
  readonly lowerBound: number;
  /** All costs are multiples of it; 0 where they are not. */
  readonly step: number;
  readonly onBetter: (plan: Plan) => void;
  readonly onRaised: () => void;
};

/** The standing of a search that has its first plan. */
export function openStanding({ plan, lowerBound, step, onBetter, onRaised }: StandingOptions): Standing {
  const standing: Standing = {
    plan,
    lowerBound,
    better: (found) => {
      if (found.cost >= standing.plan.cost) return;
      standing.plan = found;
      onBetter(found);
    },
    raise: (bound) => {
      const raised = Math.min(roundUp(bound, step), standing.plan.cost);
      if (raised <= standing.lowerBound) return;
      standing.lowerBound = raised;
      onRaised();
    },
  };
  return standing;
}

/** The plan is proved to be the best. */
export const isProved = ({ plan, lowerBound }: Standing): boolean => plan.cost <= lowerBound;
