import type { Judged } from '../rules/judge-rules.ts';
import { assessPlan, type AssessedPlan } from './assess/assess-plan.ts';
import { hardOnes } from './model/hard-ones.ts';
import type { PlanTools } from './model/plan-tools.ts';
import type { ShiftPlanProblem } from './model/shift-plan-problem.ts';
import { provedBound } from './proved-bound.ts';
import { begin, type BegunPlan } from './steps/begin.ts';
import { finish } from './steps/finish.ts';
import { improve } from './steps/improve.ts';
import { settle } from './steps/settle.ts';

export type ShiftPlanAnswer =
  | { readonly kind: 'plan'; readonly plan: AssessedPlan }
  /** Sentences, each naming who, which rule and which day. */
  | { readonly kind: 'infeasible'; readonly because: readonly string[] }
  /** Time was up before there was a roster that keeps the rules; nothing is known against there being one. What the nearest one breaks. */
  | { readonly kind: 'none'; readonly broken: readonly Judged[] };

/**
 * A roster with names: what stands before planning is settled; everybody gets a first line of shifts; a few people at a time are planned anew
 * until the time is over; sessions and deferred work find their places; and what came out is assessed.
 */
export function planShifts(problem: ShiftPlanProblem, tools: PlanTools): ShiftPlanAnswer {
  const begunAt = tools.clock();
  const passed = (): number => (tools.clock() - begunAt) / 1_000;
  const settled = settle(problem);
  if (settled.kind === 'infeasible') return settled;
  const begun = begin(settled, tools.seed);
  improve(begun, tools.seconds - timeToFinish(begun, passed), passed, tools);
  const plan = assessPlan(problem, finish(begun.floor));
  const broken = hardOnes(plan.breaches);
  if (broken.length > 0) return { kind: 'none', broken };
  const lowerBound = provedBound({ problem, plan, bound: tools.boundNow?.() });
  return { kind: 'plan', plan: { ...plan, ...(lowerBound === undefined ? {} : { lowerBound }) } };
}

/** How long the last steps will take, by finishing the roster as it stands: seconds for hundreds of people and weeks, and they are part of the time that was given. */
function timeToFinish({ floor }: BegunPlan, passed: () => number): number {
  const from = passed();
  assessPlan(floor.problem, finish(floor));
  return MARGIN * (passed() - from);
}

/** Nothing takes twice the same time. */
const MARGIN = 1.2;
