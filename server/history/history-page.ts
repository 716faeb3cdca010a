import { Type, type Static } from 'typebox';
import { GRID_MS } from '#domain/interval.ts';
import { MINUTE_MS } from '#domain/time.ts';

/** Intervals, in minutes, that quarter-hours add up to and that an hour is made of. */
export const COUNTED_INTERVALS: readonly number[] = [15, 30, 60].filter(
  (minutes) => (minutes * MINUTE_MS) % GRID_MS === 0,
);

const historyRow = Type.Object({
  queue: Type.String(),
  start: Type.String({ description: 'local time with its offset, such as 2026-03-04T08:30:00+01:00' }),
  offered: Type.Integer({ minimum: 1 }),
  answered: Type.Integer(),
  abandoned: Type.Integer(),
  handle_seconds: Type.Optional(Type.Number({ description: 'the mean; absent where nobody was handled' })),
});

/** What a stretch of days brought to each queue; intervals to which nothing came are not in it. */
export const historyPage = Type.Object({
  zone: Type.String({ description: "the centre's: its days and intervals are meant" }),
  interval: Type.Integer({ description: 'minutes' }),
  rows: Type.Array(historyRow),
  next: Type.Optional(Type.String({ description: 'the day from which to ask on; absent: this was all' })),
});

export type HistoryRow = Static<typeof historyRow>;
export type HistoryPage = Static<typeof historyPage>;
