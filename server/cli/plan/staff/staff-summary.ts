import { clockText } from '#domain/text/clock-text.ts';
import type {
  Behaviour,
  PatienceSource,
  QueuePlan,
  SkillQueuePlan,
  StaffingPlan,
} from '#domain/staffing-plan.ts';
import { summarisePlan } from '../../../../forecasting/staffing/plan-summary.ts';
import type { PlanTotals } from '../../../planning/staffing/plan-totals.ts';
import { percentText } from '../../percent-text.ts';

/** With fewer the patience may be half or twice as much. */
const FEW_ABANDONS = 10;

/** More queues than this are read in the plan itself. */
const MOST_QUEUES = 20;

/** What a plan comes to, in lines for whoever asked for it: people-hours, the peak, what decides, and for all queues together. */
export function staffSummary({ queues, skillQueues }: StaffingPlan): readonly string[] {
  const lines = queues.slice(0, MOST_QUEUES).map(lineOf);
  if (queues.length > MOST_QUEUES) lines.push(`… and ${queues.length - MOST_QUEUES} more queues`);
  lines.push(...skillQueues.slice(0, MOST_QUEUES).map(skillLineOf));
  const all = summarisePlan(queues.flatMap(({ intervals }) => intervals));
  const { hoursRequired, hoursPaid, hoursScheduled, intervals } = all;
  lines.push(
    `${queues.length} ${queues.length === 1 ? 'queue' : 'queues'}, ${intervals} intervals: ${hoursText(hoursRequired)} people-hours at work, ${hoursText(hoursPaid)} paid with shrinkage, ${hoursText(hoursScheduled)} on the roster in whole people`,
  );
  return lines;
}

function lineOf({ queue, behaviour, patience, intervals: planned }: QueuePlan): string {
  const summary = summarisePlan(planned);
  const { peak, hoursRequired, serviceLevel, abandonment, occupancy, binds } = summary;
  const parts = [
    `${hoursText(hoursRequired)} people-hours for ${Math.round(summary.offered)} contacts`,
    peak === undefined
      ? 'nobody needed'
      : `peak ${peak.required} at ${peak.day} ${clockText(peak.minuteOfDay)}`,
    `expected: service level ${percentText(serviceLevel)}, abandoned ${percentText(abandonment)}, busy ${percentText(occupancy)}`,
    `decided by ${binds.map(({ part, intervals }) => `${part} (${intervals})`).join(', ') || 'nothing'}`,
    ...behaviourInWords(behaviour),
    patienceInWords(patience),
  ];
  return `${queue}: ${parts.join('; ')}`;
}

/** A queue that people of several skills answer. */
function skillLineOf({ queue, intervals }: SkillQueuePlan): string {
  const { offered, serviceLevel, abandonment } = summariseSkillQueue(intervals);
  return `${queue}, by the groups: ${Math.round(offered)} contacts; expected: service level ${percentText(serviceLevel)}, abandoned ${percentText(abandonment)}`;
}

/** What a queue's intervals come to, each contact alike. */
export function summariseSkillQueue(intervals: SkillQueuePlan['intervals']): {
  readonly offered: number;
  readonly serviceLevel: number | undefined;
  readonly abandonment: number | undefined;
} {
  let [offered, met, abandoned] = [0, 0, 0];
  for (const one of intervals) {
    if (one.figures === undefined) continue;
    offered += one.offered;
    met += one.offered * one.figures.serviceLevel;
    abandoned += one.offered * one.figures.abandonment;
  }
  const share = (of: number): number | undefined => (offered > 0 ? of / offered : undefined);
  return { offered, serviceLevel: share(met), abandonment: share(abandoned) };
}

/** Weeks told one by one: a quarter of a year. */
const MOST_WEEKS = 13;

/** What a plan comes to week by week, in hours and in people who are there full time. */
export function totalsSummary({ weeks }: PlanTotals, fullTimeHours: number): readonly string[] {
  const lines = weeks
    .slice(0, MOST_WEEKS)
    .map(
      ({ from, days, required, paid, scheduled, fullTime }) =>
        `week of ${from}${days < 7 ? ` (${days} ${days === 1 ? 'day' : 'days'})` : ''}: ${hoursText(required)} h at work, ${hoursText(paid)} h paid, ${hoursText(scheduled)} h on the roster: ${fullTime.toFixed(1)} full-time people of ${hoursText(fullTimeHours)} h`,
    );
  if (weeks.length > MOST_WEEKS) lines.push(`… and ${weeks.length - MOST_WEEKS} more weeks`);
  return lines;
}

function behaviourInWords(behaviour: Behaviour): readonly string[] {
  switch (behaviour.kind) {
    case 'patient':
    case 'impatient':
      return [];
    case 'chat':
      return [`${behaviour.paceAtLevel.length} chats at once`];
    case 'callback':
      return [`call-backs for ${percentText(behaviour.acceptShare)} of those who find everyone busy`];
    case 'redial':
      return [`${percentText(behaviour.redialShare)} of those who give up call again`];
  }
}

function patienceInWords(patience: PatienceSource): string {
  switch (patience.kind) {
    case 'given':
      return `patience ${patience.seconds} s`;
    case 'learnt': {
      const { seconds, low, high, abandons, of } = patience;
      const whose = of === 'queue' ? 'the report' : 'all queues, as this one is not in the report';
      return `patience ${seconds.toFixed(0)} s (${low.toFixed(0)} to ${high.toFixed(0)}), from ${abandons} abandons of ${whose}${abandons < FEW_ABANDONS ? ', which are few' : ''}`;
    }
    case 'endless':
      return endlessInWords(patience);
  }
}

function endlessInWords(patience: Extract<PatienceSource, { readonly kind: 'endless' }>): string {
  switch (patience.why) {
    case 'asked':
      return 'Erlang C: nobody gives up';
    case 'unknown':
      return 'Erlang C, as if nobody gave up: --patience or --patience-from would need fewer people';
    case 'nobody abandoned':
      return `patience cannot be learnt: none of ${patience.answered} in the report gave up; Erlang C, as if nobody did: --patience would need fewer people`;
  }
}

/** Hours, or any amount of which a tenth is enough. */
export const hoursText = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 1 });
