import type { QueueId } from './ids.ts';
import type { LocalDay } from './local-day.ts';

/** What one queue needs in one interval: where the forecast ends and the roster begins. */
export type Requirement = {
  readonly queue: QueueId;
  readonly day: LocalDay;
  /** Local minutes since midnight at which the interval begins. */
  readonly minuteOfDay: number;
  /** Length of the interval. */
  readonly minutes: number;
  /** People at work on the queue. */
  readonly required: number;
  /** People on the roster, so that `required` are left when breaks, training and absence are taken off. */
  readonly scheduled: number;
};
