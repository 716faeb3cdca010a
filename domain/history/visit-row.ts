import type { ContactRecord, Engagement, Handled, UnnamedEngagement, Visit } from '../contact.ts';
import type { EpochMs } from '../time.ts';
import type { Columns, RowOf } from './column.ts';
import { CONTACT_COLUMNS, contactColumns } from './contact-columns.ts';
import { engagementOf, type RowContext } from './row-context.ts';

/** One pass of a contact through one queue. */
export const VISIT_COLUMNS = {
  ...CONTACT_COLUMNS,
  place: { type: 'number', says: 'its number among the contact’s visits, from 0' },
  queue: { type: 'text', says: 'the queue' },
  priority: { type: 'number', says: 'as the switch told it' },
  agent: { type: 'text', says: 'who answered; unknown where nobody did or was named' },
  site: { type: 'text', says: 'where that agent was signed in' },
  outcome: { type: 'text', says: 'answered, abandoned, left, lost or waiting' },
  reason: {
    type: 'text',
    says: 'why it left: voicemail, callback, timeout, closed, …; or abandoned while: queue or ringing',
  },
  arrived_at: { type: 'time', says: 'entered the queue' },
  answered_at: { type: 'time', says: 'answered, where it was' },
  decided_at: { type: 'time', says: 'answered, abandoned, left or lost' },
  ended_at: { type: 'time', says: 'the talk ended; without one, as decided_at' },
  wrapped_at: { type: 'time', says: 'wrap-up ended; without one, as ended_at' },
  wait_ms: {
    type: 'ms',
    says: 'from arrival to answer, abandon or leaving; unknown of who waits or is lost',
  },
  waited_ms: { type: 'ms', says: 'the same, and of who still waits what the wait has come to' },
  rang_at: { type: 'time', says: 'began to ring, the first time' },
  ringing_ms: { type: 'ms', says: 'from the first ringing to its end' },
  refused: { type: 'number', says: 'times it rang at an agent who did not answer' },
  handled: { type: 'flag', says: 'it was answered and the talk is over' },
  handle_ms: { type: 'ms', says: 'talk, hold and wrap-up; known when handled' },
  hold_ms: { type: 'ms', says: 'of that, on hold' },
  wrap_ms: { type: 'ms', says: 'of that, wrap-up' },
  transferred: { type: 'flag', says: 'the agent passed it on' },
  earlier_ms: {
    type: 'ms',
    says: 'since this customer’s last visit to any queue with another contact; unknown where there was none or the customer is',
  },
  oddities: { type: 'number', says: 'facts of the contact that do not fit' },
  queue_position: { type: 'number', says: 'its place in the queue at arrival, by order of arrival; from 1' },
  expected_wait_ms: {
    type: 'ms',
    says: 'what its wait was expected to be at arrival: queue_position × mean handle time of the hour before / contacts in hand',
  },
} as const satisfies Columns;

export type VisitRow = RowOf<typeof VISIT_COLUMNS>;

/** The visits of a contact as rows, open ones too. */
export function visitRows(record: ContactRecord, context: RowContext): VisitRow[] {
  return record.visits.map((visit, place) => visitRow({ record, visit, place, context }));
}

type Of = {
  readonly record: ContactRecord;
  readonly visit: Visit;
  readonly place: number;
  readonly context: RowContext;
};

function visitRow({ record, visit, place, context }: Of): VisitRow {
  const { outcome, queuedAt } = visit;
  const decidedAt = outcome.state === 'waiting' ? undefined : outcome.at;
  const agent = outcome.state === 'answered' ? outcome.agent : undefined;
  const waitMs = waitOf(visit);
  const moment = context.queueAt?.(visit.queue, queuedAt);
  return {
    ...contactColumns(record),
    place,
    queue: visit.queue,
    priority: visit.priority,
    agent,
    site: agent === undefined || decidedAt === undefined ? undefined : context.siteOf(agent, decidedAt),
    outcome: outcome.state,
    reason: reasonOf(visit),
    arrived_at: queuedAt,
    answered_at: outcome.state === 'answered' ? outcome.at : undefined,
    decided_at: decidedAt,
    wait_ms: waitMs,
    waited_ms: outcome.state === 'waiting' ? Math.max(0, context.now - queuedAt) : waitMs,
    rang_at: visit.rangAt,
    ringing_ms:
      visit.rangAt === undefined || decidedAt === undefined
        ? undefined
        : Math.max(0, decidedAt - visit.rangAt),
    refused: visit.refused,
    ...handlingOf(visit, engagementOf(record, place)),
    earlier_ms: context.earlierMs(record, queuedAt),
    oddities: record.oddities.length,
    queue_position: moment?.position,
    expected_wait_ms: moment?.expectedMs === undefined ? undefined : Math.round(moment.expectedMs),
  };
}

/** The wait where it is over and known. */
function waitOf({ outcome, queuedAt }: Visit): number | undefined {
  return outcome.state === 'waiting' || outcome.state === 'lost'
    ? undefined
    : Math.max(0, outcome.at - queuedAt);
}

function reasonOf({ outcome }: Visit): string | undefined {
  if (outcome.state === 'left') return outcome.reason;
  return outcome.state === 'abandoned' ? outcome.during : undefined;
}

type Handling = Pick<
  VisitRow,
  'ended_at' | 'wrapped_at' | 'handled' | 'handle_ms' | 'hold_ms' | 'wrap_ms' | 'transferred'
>;

const NOT_HANDLED = {
  handled: false,
  handle_ms: undefined,
  hold_ms: undefined,
  wrap_ms: undefined,
  transferred: false,
};

function handlingOf({ outcome }: Visit, engagement: Engagement | UnnamedEngagement | undefined): Handling {
  if (outcome.state === 'waiting') return { ...NOT_HANDLED, ended_at: undefined, wrapped_at: undefined };
  if (outcome.state !== 'answered') return { ...NOT_HANDLED, ended_at: outcome.at, wrapped_at: outcome.at };
  if (outcome.handled === undefined) return { ...NOT_HANDLED, ended_at: undefined, wrapped_at: undefined };
  return {
    ...lengthsOf(outcome.at, outcome.handled),
    hold_ms: engagement?.holdMs ?? 0,
    transferred: engagement?.transferred === true,
  };
}

function lengthsOf(answeredAt: EpochMs, { endedAt, wrappedAt = endedAt }: Handled) {
  return {
    ended_at: endedAt,
    wrapped_at: wrappedAt,
    handled: true,
    handle_ms: Math.max(0, wrappedAt - answeredAt),
    wrap_ms: Math.max(0, wrappedAt - endedAt),
  };
}
