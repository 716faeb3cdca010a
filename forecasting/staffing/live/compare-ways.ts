import type { PlannedInterval } from '#domain/staffing-plan.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { DayDeferred } from './day-to-live.ts';
import { liveThrough, type Lived } from './live-through.ts';
import { planQueue } from '../plan-queue.ts';
import { summarisePlan, type PlanSummary } from '../plan-summary.ts';
import type { QueueQuestion } from '../queue-question.ts';

/** A way to plan, with what it promised and what its days brought. */
export type WayLived = { readonly promised: PlanSummary; readonly lived: Lived };

export type WaysCompared = {
  readonly plan: WayLived;
  /** Erlang C for each interval by itself, on the mean of the forecast: what a spreadsheet does. */
  readonly naive: WayLived;
};

export type CompareQuestion = {
  readonly question: QueueQuestion;
  readonly plan: readonly PlannedInterval[];
  /** Work that can wait which the people of the plan do. Absent: none. */
  readonly deferred?: (day: LocalDay) => readonly DayDeferred[];
  readonly days: number;
  readonly seed: number;
};

/** Lives a plan through beside the usual way, with the same customers on the same days. */
export function compareWays({ question, plan, deferred, days, seed }: CompareQuestion): WaysCompared {
  const { serviceLevel = 0.8, withinSeconds = 20, ...rest } = question.target;
  const naive = planQueue({
    ...question,
    behaviour: { kind: 'patient' },
    uncertainty: { kind: 'mean' },
    joining: 'never',
    // Nobody abandons in Erlang C, so nothing can be asked of abandonment.
    target: { ...rest, serviceLevel, withinSeconds, abandonment: undefined },
  });
  const live = (lived: readonly PlannedInterval[], more: Pick<CompareQuestion, 'deferred'>): WayLived => ({
    promised: summarisePlan(lived),
    lived: liveThrough({ plan: lived, truth: question, days, seed, ...more }),
  });
  return { plan: live(plan, deferred === undefined ? {} : { deferred }), naive: live(naive, {}) };
}
