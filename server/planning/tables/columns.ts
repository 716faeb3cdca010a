/** The names of columns in the tables that are written and read here; each name stands in this file only. */
export const COLUMN = {
  queue: 'queue',
  start: 'start',
  offered: 'offered',
  variance: 'variance',
  low80: 'low80',
  high80: 'high80',
  low95: 'low95',
  high95: 'high95',
  handleSeconds: 'handle_seconds',
  required: 'required',
  scheduled: 'scheduled',
  serviceLevel: 'service_level',
  asaSeconds: 'asa_seconds',
  abandonment: 'abandonment',
  occupancy: 'occupancy',
  low: 'low',
  high: 'high',
  madeOn: 'made_on',
  answered: 'answered',
  abandoned: 'abandoned',
  abandonWaitSeconds: 'abandon_wait_seconds',
} as const;

/** The ends of a forecast's bands. */
export const BAND_COLUMNS = [COLUMN.low80, COLUMN.high80, COLUMN.low95, COLUMN.high95] as const;

/** What a history, and a forecast, cannot do without. */
export const COUNT_COLUMNS = [COLUMN.queue, COLUMN.start, COLUMN.offered] as const;
