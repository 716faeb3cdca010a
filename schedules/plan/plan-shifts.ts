import { assessPlan, type AssessedPlan } from './assess/assess-plan.ts';
import type { Judged } from '../rules/judge-rules.ts';
import { hardOnes } from './model/hard-ones.ts';
import type { PlanTools } from './model/plan-tools.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';
import { isSeatedBefore, provedBound } from './proved-bound.ts';
import { cover } from './steps/cover.ts';
import { improve } from './steps/improve.ts';
import { name } from './steps/name.ts';
import { settle, type SettledPlan } from './steps/settle.ts';

export type ShiftPlanAnswer =
  | { readonly kind: 'plan'; readonly plan: AssessedPlan }
  /** Sentences, each naming who, which rule and which day. */
  | { readonly kind: 'infeasible'; readonly because: readonly string[] }
  /** Time was up before there was a roster that keeps the rules; nothing is known against there being one. What the nearest one breaks. */
  | { readonly kind: 'none'; readonly broken: readonly Judged[] };

/**
 * A roster with names: what stands before planning is settled; how many people of each kind each shift wants is found,
 * with a lower bound on the cost of any roster; they get names, by the rules; a few people at a time are planned anew
 * until the time is over; and what came out is assessed.
 */
export function planShifts(problem: ShiftPlanProblem, tools: PlanTools): ShiftPlanAnswer {
  const begunAt = tools.clock();
  const settled = settle(problem);
  if (settled.kind === 'infeasible') return settled;
  const covered = cover(settled, tools);
  const bound = isSeatedBefore(problem, settled.before) ? undefined : covered.bound;
  const named = name(settled, covered.wanted, tools);
  const shifts = improve(settled, named, { bound, begunAt, tools });
  return assess(settled, assessPlan(problem, shifts), bound);
}

function assess({ problem }: SettledPlan, plan: AssessedPlan, bound: number | undefined): ShiftPlanAnswer {
  const broken = hardOnes(plan.breaches);
  if (broken.length > 0) return { kind: 'none', broken };
  const lowerBound = provedBound({ problem, plan, bound });
  return { kind: 'plan', plan: { ...plan, ...(lowerBound === undefined ? {} : { lowerBound }) } };
}
