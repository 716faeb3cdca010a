import type { QueueForecast } from '#domain/forecast.ts';
import type { QueueId } from '#domain/ids.ts';
import type { Behaviour, PatienceSource, QueuePlan, StaffingTarget } from '#domain/staffing-plan.ts';
import { compareWays, type WaysCompared } from '../../../forecasting/staffing/live/compare-ways.ts';
import { intervalDemands } from '../../../forecasting/staffing/interval-demands.ts';
import { planQueue } from '../../../forecasting/staffing/plan-queue.ts';
import type { Joining, QueueQuestion, Uncertainty } from '../../../forecasting/staffing/queue-question.ts';
import type { Shrinkage } from '../../../forecasting/staffing/shrinkage/shrinkage.ts';
import { orFailure } from '../work/planning-failure.ts';
import { nextTurn, type PlanningWork } from '../work/planning-work.ts';

/** What one queue is staffed for, and how its customers and agents behave. */
export type QueueRules = {
  readonly target: StaffingTarget;
  readonly behaviour: Behaviour;
  readonly patience: PatienceSource;
};

/** A forecast, and how people are to be found for it. */
export type StaffRequest = {
  readonly forecasts: readonly QueueForecast[];
  readonly rulesOf: (queue: QueueId) => QueueRules;
  readonly uncertainty: Uncertainty;
  readonly joining: Joining;
  readonly shrinkage: Shrinkage;
  /** People who are there in any case. */
  readonly leastAgents: number;
};

/** A queue's plan, with the question that it answers. */
export type StaffedQueue = { readonly question: QueueQuestion; readonly plan: QueuePlan };

/** How many people every queue of a forecast needs. What cannot be planned rejects with a PlanningFailure that names the queue. */
export async function staffQueues(
  request: StaffRequest,
  work: PlanningWork,
): Promise<readonly StaffedQueue[]> {
  const staffed: StaffedQueue[] = [];
  for (const [at, forecast] of request.forecasts.entries()) {
    staffed.push(staffQueue(forecast, request));
    work.onStep?.({ kind: 'queue', queue: forecast.queue, number: at + 1, of: request.forecasts.length });
    await nextTurn(work);
  }
  return staffed;
}

function staffQueue(forecast: QueueForecast, request: StaffRequest): StaffedQueue {
  const { queue, intervalMinutes } = forecast;
  const { target, behaviour, patience } = request.rulesOf(queue);
  const { uncertainty, joining, shrinkage, leastAgents } = request;
  return orFailure(`queue ${queue}`, () => {
    const question: QueueQuestion = {
      queue,
      intervals: intervalDemands(forecast),
      intervalMinutes,
      behaviour,
      target,
      uncertainty,
      joining,
      shrinkage,
      leastAgents,
    };
    const intervals = planQueue(question);
    const plan = { queue, intervalMinutes, target, behaviour, patience, intervals };
    return { question, plan };
  });
}

export type LiveRequest = {
  readonly staffed: readonly StaffedQueue[];
  readonly days: number;
  readonly seed: number;
};

/** Lives every plan through in the simulator, beside the usual way; told queue by queue. */
export async function livePlans(
  { staffed, days, seed }: LiveRequest,
  work: PlanningWork & { readonly onQueue: (queue: QueueId, compared: WaysCompared) => void },
): Promise<void> {
  for (const { question, plan } of staffed) {
    const compared = orFailure(`queue ${plan.queue}`, () =>
      compareWays({ question, plan: plan.intervals, days, seed }),
    );
    work.onQueue(plan.queue, compared);
    await nextTurn(work);
  }
}
