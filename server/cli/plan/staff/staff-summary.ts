import type { PlannedInterval, QueuePlan } from '#domain/staffing-plan.ts';
import { summarisePlan } from '../../../../forecasting/staffing/plan-summary.ts';
import type { QueueQuestion } from '../../../../forecasting/staffing/queue-question.ts';

/** One queue's plan, what was asked, and where its patience is known from, in words. */
export type StaffPlan = {
  readonly question: QueueQuestion;
  readonly plan: readonly PlannedInterval[];
  readonly queuePlan: QueuePlan;
  readonly said: string;
};

/** More queues than this are read in the plan itself. */
const MOST_QUEUES = 20;

/** What a plan comes to, in lines for whoever asked for it: people-hours, the peak, what decides, and for all queues together. */
export function staffSummary(plans: readonly StaffPlan[]): readonly string[] {
  const lines = plans.slice(0, MOST_QUEUES).map(lineOf);
  if (plans.length > MOST_QUEUES) lines.push(`… and ${plans.length - MOST_QUEUES} more queues`);
  const all = summarisePlan(plans.flatMap(({ plan }) => plan));
  const { hoursRequired, hoursScheduled, intervals } = all;
  lines.push(
    `${plans.length} ${plans.length === 1 ? 'queue' : 'queues'}, ${intervals} intervals: ${hours(hoursRequired)} people-hours at work, ${hours(hoursScheduled)} on the roster`,
  );
  return lines;
}

function lineOf({ question, plan, said }: StaffPlan): string {
  const summary = summarisePlan(plan);
  const { peak, hoursRequired, serviceLevel, abandonment, occupancy, binds } = summary;
  const parts = [
    `${hours(hoursRequired)} people-hours for ${Math.round(summary.offered)} contacts`,
    peak === undefined ? 'nobody needed' : `peak ${peak.required} at ${peak.day} ${clock(peak.minuteOfDay)}`,
    `expected: service level ${percent(serviceLevel)}, abandoned ${percent(abandonment)}, busy ${percent(occupancy)}`,
    `decided by ${binds.map(({ part, intervals }) => `${part} (${intervals})`).join(', ') || 'nothing'}`,
    said,
  ];
  return `${question.queue}: ${parts.join('; ')}`;
}

const hours = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });

const percent = (share: number | undefined): string =>
  share === undefined ? '—' : `${(100 * share).toFixed(1)} %`;

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
