import type { PlanNote, QueuePlan } from '#domain/staffing-plan.ts';
import { planQueue } from '../../../forecasting/staffing/plan-queue.ts';
import { summarisePlan } from '../../../forecasting/staffing/plan-summary.ts';
import type { QueueQuestion } from '../../../forecasting/staffing/queue-question.ts';

/** Busier than this nobody stays for long: what planners cap at. */
const USUAL_OCCUPANCY = 0.9;
/** Beyond this a moment between two contacts is luck, and the target is met by those who give up. */
const BREATHLESS = 0.93;

/** Says when a plan meets its target because callers give up, and what it would take not to; nothing for one that does not. */
export function losingNote(question: QueueQuestion, plan: QueuePlan): readonly PlanNote[] {
  // Who has chats open is busy nearly always, and not out of breath for it.
  if (question.behaviour.kind === 'chat') return [];
  const strained = plan.intervals.filter(
    ({ figures, load, required }) =>
      figures !== undefined && figures.abandonment > 0 && (figures.occupancy > BREATHLESS || load > required),
  );
  if (strained.length === 0) return [];
  const { occupancy = 0, abandonment = 0 } = summarisePlan(strained);
  const calmer = planQueue({
    ...question,
    target: { ...question.target, occupancy: Math.min(USUAL_OCCUPANCY, question.target.occupancy ?? 1) },
  });
  return [
    {
      kind: 'met-by-losing',
      queue: plan.queue,
      intervals: strained.length,
      overloaded: strained.filter(({ load, required }) => load > required).length,
      occupancy,
      abandonment,
      hours: summarisePlan(plan.intervals).hoursRequired,
      hoursBelow: summarisePlan(calmer).hoursRequired,
      usualOccupancy: USUAL_OCCUPANCY,
    },
  ];
}
