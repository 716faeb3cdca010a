import type { PatienceSource, QueuePlan } from '#domain/staffing-plan.ts';
import { summarisePlan } from '../../../../forecasting/staffing/plan-summary.ts';
import { percentText } from '../../percent-text.ts';

/** More queues than this are read in the plan itself. */
const MOST_QUEUES = 20;

/** What a plan comes to, in lines for whoever asked for it: people-hours, the peak, what decides, and for all queues together. */
export function staffSummary(plans: readonly QueuePlan[]): readonly string[] {
  const lines = plans.slice(0, MOST_QUEUES).map(lineOf);
  if (plans.length > MOST_QUEUES) lines.push(`… and ${plans.length - MOST_QUEUES} more queues`);
  const all = summarisePlan(plans.flatMap(({ intervals }) => intervals));
  const { hoursRequired, hoursPaid, hoursScheduled, intervals } = all;
  lines.push(
    `${plans.length} ${plans.length === 1 ? 'queue' : 'queues'}, ${intervals} intervals: ${hours(hoursRequired)} people-hours at work, ${hours(hoursPaid)} paid with shrinkage, ${hours(hoursScheduled)} on the roster in whole people`,
  );
  return lines;
}

function lineOf({ queue, patience, intervals: planned }: QueuePlan): string {
  const summary = summarisePlan(planned);
  const { peak, hoursRequired, serviceLevel, abandonment, occupancy, binds } = summary;
  const parts = [
    `${hours(hoursRequired)} people-hours for ${Math.round(summary.offered)} contacts`,
    peak === undefined ? 'nobody needed' : `peak ${peak.required} at ${peak.day} ${clock(peak.minuteOfDay)}`,
    `expected: service level ${percentText(serviceLevel)}, abandoned ${percentText(abandonment)}, busy ${percentText(occupancy)}`,
    `decided by ${binds.map(({ part, intervals }) => `${part} (${intervals})`).join(', ') || 'nothing'}`,
    patienceInWords(patience),
  ];
  return `${queue}: ${parts.join('; ')}`;
}

function patienceInWords(patience: PatienceSource): string {
  switch (patience.kind) {
    case 'given':
      return `patience ${patience.seconds} s`;
    case 'learnt': {
      const { seconds, low, high, abandons, of } = patience;
      const whose = of === 'queue' ? 'the report' : 'all queues, as this one is not in the report';
      return `patience ${seconds.toFixed(0)} s (${low.toFixed(0)} to ${high.toFixed(0)}), from ${abandons} abandons of ${whose}`;
    }
    case 'endless':
      return patience.why === 'asked'
        ? 'Erlang C: nobody gives up'
        : 'Erlang C, as if nobody gave up: --patience or --patience-from would need fewer people';
  }
}

const hours = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
