import type { ContactRecord } from '../contact.ts';
import type { EpochMs } from '../time.ts';
import type { Columns, RowOf } from './column.ts';
import { CONTACT_COLUMNS, contactColumns } from './contact-columns.ts';
import type { RowContext } from './row-context.ts';

/** A contact's time in self-service (a voice menu, a bot) before any queue or agent. */
export const PASS_COLUMNS = {
  ...CONTACT_COLUMNS,
  priority: { type: 'number', says: 'as it was told at the beginning, or of the first visit' },
  outcome: {
    type: 'text',
    says: 'queue, agent (handed over), abandoned (hung up inside), contained (ended inside otherwise), lost or open',
  },
  arrived_at: { type: 'time', says: 'the contact began' },
  ended_at: { type: 'time', says: 'it left self-service' },
  pass_ms: { type: 'ms', says: 'time in self-service; unknown while it is open or lost' },
  bot: { type: 'flag', says: 'a bot wrote to the customer before anybody else' },
} as const satisfies Columns;

export type PassRow = RowOf<typeof PASS_COLUMNS>;

/**
 * The contact's pass through self-service: at most one. None where the contact was not told to have begun, was in a queue or with an
 * agent at once, or was begun by us.
 */
export function passRows(record: ContactRecord, { now }: RowContext): PassRow[] {
  const { startedAt } = record;
  if (startedAt === undefined || record.direction === 'outbound') return [];
  const { outcome, at } = endOfPass(record);
  const hungUp = outcome === 'abandoned';
  // Who hung up at once is told apart; the others were there for a time, or not at all.
  if (!hungUp && (at ?? now) <= startedAt) return [];
  return [
    {
      ...contactColumns(record),
      priority: record.priority ?? record.visits[0]?.priority,
      outcome,
      arrived_at: startedAt,
      ended_at: at,
      pass_ms: at === undefined || outcome === 'lost' ? undefined : Math.max(0, at - startedAt),
      bot:
        record.messages?.some(({ by, at: wroteAt }) => by === 'bot' && (at === undefined || wroteAt <= at)) ??
        false,
    },
  ];
}

type PassEnd = { readonly outcome: string; readonly at: EpochMs | undefined };

function endOfPass(record: ContactRecord): PassEnd {
  const [visit] = record.visits;
  const talks = [...record.engagements, ...(record.unnamedEngagements ?? [])].map(
    ({ answeredAt }) => answeredAt,
  );
  const talkAt = talks.length === 0 ? undefined : talks.reduce((one, other) => (other < one ? other : one));
  if (visit !== undefined && (talkAt === undefined || visit.queuedAt <= talkAt))
    return { outcome: 'queue', at: visit.queuedAt };
  if (talkAt !== undefined) return { outcome: 'agent', at: talkAt };
  if (record.abandonedInSelfServiceAt !== undefined)
    return { outcome: 'abandoned', at: record.abandonedInSelfServiceAt };
  if (record.endedAt !== undefined) return { outcome: 'contained', at: record.endedAt };
  return record.over ? { outcome: 'lost', at: record.lastAt } : { outcome: 'open', at: undefined };
}
