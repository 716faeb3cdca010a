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
  handleLow80: 'handle_low80',
  handleHigh80: 'handle_high80',
  handleLow95: 'handle_low95',
  handleHigh95: 'handle_high95',
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

/** A forecast's mean handle time, and the ends of its bands. */
export const MEAN_TIME_COLUMNS = [
  COLUMN.handleSeconds,
  COLUMN.handleLow80,
  COLUMN.handleHigh80,
  COLUMN.handleLow95,
  COLUMN.handleHigh95,
] as const;

/** What a history, and a forecast, cannot do without. */
export const COUNT_COLUMNS = [COLUMN.queue, COLUMN.start, COLUMN.offered] as const;
