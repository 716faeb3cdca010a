/** What a column of a table of intervals can say. */
export const COLUMN_ROLES = [
  'queue',
  'queue-id',
  'day',
  'time',
  'start',
  'end',
  'offered',
  'answered',
  'abandoned',
  'handle',
  'talk',
  'hold',
  'wrap-up',
  'handle-total',
  'talk-total',
  'hold-total',
  'wrap-up-total',
  'low80',
  'high80',
  'low95',
  'high95',
  'variance',
  'required',
  'scheduled',
  'stream',
  'other',
] as const;

export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Lengths of time: of one contact on average, or of all of an interval together. */
export const DURATION_ROLES: ReadonlySet<ColumnRole> = new Set([
  'handle',
  'talk',
  'hold',
  'wrap-up',
  'handle-total',
  'talk-total',
  'hold-total',
  'wrap-up-total',
]);
