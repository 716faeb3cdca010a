import type { ContactRecord, Engagement, UnnamedEngagement } from '../contact.ts';
import { epochMs, type EpochMs } from '../time.ts';
import type { Columns, RowOf } from './column.ts';
import { CONTACT_COLUMNS, contactColumns } from './contact-columns.ts';
import type { RowContext } from './row-context.ts';

/** An agent and a contact together, with or without a queue. */
export const HANDLING_COLUMNS = {
  ...CONTACT_COLUMNS,
  place: { type: 'number', says: 'its number among the contact’s talks, from 0' },
  queue: { type: 'text', says: 'the queue it came from; unknown where none told of it' },
  priority: { type: 'number', says: 'of the visit it answers' },
  agent: { type: 'text', says: 'the agent; unknown where the switch named none' },
  site: { type: 'text', says: 'where the agent was signed in' },
  outcome: { type: 'text', says: 'handled or open' },
  arrived_at: { type: 'time', says: 'entered the queue; without one, as answered_at' },
  answered_at: { type: 'time', says: 'the talk began' },
  ended_at: { type: 'time', says: 'the talk ended' },
  over_at: { type: 'time', says: 'wrap-up ended; without one, as ended_at' },
  worked_until: { type: 'time', says: 'as over_at, and of an open one the last moment that is known' },
  handle_ms: { type: 'ms', says: 'talk, hold and wrap-up; known when it is over' },
  talk_ms: { type: 'ms', says: 'of that, talk without hold' },
  hold_ms: { type: 'ms', says: 'of that, on hold' },
  wrap_ms: { type: 'ms', says: 'of that, wrap-up' },
  holds: { type: 'number', says: 'times it was put on hold' },
  transferred: { type: 'flag', says: 'the agent passed it on' },
  replied: { type: 'flag', says: 'the agent wrote to the customer; of a contact without messages: talked' },
} as const satisfies Columns;

export type HandlingRow = RowOf<typeof HANDLING_COLUMNS>;

/** The talks of a contact as rows, open ones too, in the order in which they began. */
export function handlingRows(record: ContactRecord, context: RowContext): HandlingRow[] {
  const all: readonly Talk[] = [...record.engagements, ...(record.unnamedEngagements ?? [])];
  return all
    .toSorted((one, other) => one.answeredAt - other.answeredAt)
    .map((talk, place) => handlingRow(record, talk, place, context));
}

type Talk = UnnamedEngagement & Partial<Pick<Engagement, 'agent'>>;

function handlingRow(record: ContactRecord, talk: Talk, place: number, context: RowContext): HandlingRow {
  const { agent, queue, visit, answeredAt, endedAt, wrappedAt } = talk;
  const from = visit === undefined ? undefined : record.visits[visit];
  const overAt = laterOf(endedAt, wrappedAt);
  return {
    ...contactColumns(record),
    place,
    queue,
    priority: from?.priority,
    agent,
    site: agent === undefined ? undefined : context.siteOf(agent, answeredAt),
    outcome: overAt === undefined ? 'open' : 'handled',
    arrived_at: from?.queuedAt ?? answeredAt,
    answered_at: answeredAt,
    ended_at: endedAt,
    over_at: overAt,
    worked_until: overAt ?? epochMs(Math.max(answeredAt, context.now)),
    ...lengthsOf(talk, overAt),
    holds: talk.holds ?? 0,
    transferred: talk.transferred === true,
    replied: hasReplied(record, agent),
  };
}

/** Wrap-up that a clock puts before the end of the talk is none. */
const laterOf = (endedAt: EpochMs | undefined, wrappedAt: EpochMs | undefined): EpochMs | undefined =>
  endedAt === undefined || wrappedAt === undefined || wrappedAt < endedAt ? endedAt : wrappedAt;

function lengthsOf({ answeredAt, endedAt, holdMs = 0 }: Talk, overAt: EpochMs | undefined) {
  if (endedAt === undefined || overAt === undefined)
    return { handle_ms: undefined, talk_ms: undefined, hold_ms: undefined, wrap_ms: undefined };
  const inTalkMs = Math.max(0, endedAt - answeredAt);
  const hold = Math.min(holdMs, inTalkMs);
  return {
    handle_ms: Math.max(0, overAt - answeredAt),
    talk_ms: inTalkMs - hold,
    hold_ms: hold,
    wrap_ms: overAt - endedAt,
  };
}

/** Where messages are told, only who wrote one has handled the customer; an agent whom no message names may have. */
function hasReplied({ messages }: ContactRecord, agent: string | undefined): boolean {
  if (messages === undefined) return true;
  return messages.some(
    (one) => one.by === 'agent' && (one.agent === undefined || agent === undefined || one.agent === agent),
  );
}
