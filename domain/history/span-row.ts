import type { Columns, RowOf } from './column.ts';

/** A stretch of an agent's time in one state. */
export const SPAN_COLUMNS = {
  agent: { type: 'text', says: 'the agent' },
  site: { type: 'text', says: 'where the agent was signed in' },
  state: { type: 'text', says: 'available, busy, wrap-up, away or unreachable' },
  reason: { type: 'text', says: 'why away or busy, as the switch told it' },
  queues: {
    type: 'texts',
    says: 'the queues signed in to; where none were told, those of the contacts in hand',
  },
  arrived_at: { type: 'time', says: 'it began' },
  ended_at: { type: 'time', says: 'it ended, or the last moment that is known' },
  in_hand: { type: 'number', says: 'contacts in hand' },
  derived: {
    type: 'flag',
    says: 'the switch reports no states: read from the contacts that the agent answered',
  },
} as const satisfies Columns;

export type SpanRow = RowOf<typeof SPAN_COLUMNS>;
