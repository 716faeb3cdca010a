import type { QueueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { Behaviour, StaffingTarget } from '#domain/staffing-plan.ts';
import type { Shrinkage } from './shrinkage/shrinkage.ts';

/** What a queue brings in one interval, as staffing needs to know it. */
export type IntervalDemand = {
  readonly day: LocalDay;
  /** Local minutes since midnight at which it begins. */
  readonly minuteOfDay: number;
  readonly offered: number;
  readonly handleSeconds: number;
  /** Coefficient of variation of the arrival rate: what the forecast does not know. */
  readonly rateCv: number;
  /** Its digits come twice on this day, as the clock goes back. */
  readonly comesTwice?: true;
};

/** What to do about a forecast that is not certain. */
export type Uncertainty =
  /** Take it as certain. */
  | { readonly kind: 'mean' }
  /** Meet the target at the rate that is not exceeded with probability `share`. */
  | { readonly kind: 'risk'; readonly share: number }
  /** Meet the target on average over the rates that the forecast deems possible. */
  | { readonly kind: 'expected' };

export type QueueQuestion = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  /** In order of time. */
  readonly intervals: readonly IntervalDemand[];
  readonly behaviour: Behaviour;
  readonly target: StaffingTarget;
  readonly uncertainty: Uncertainty;
  readonly joining: Joining;
  readonly shrinkage: Shrinkage;
  /** People who are there whenever the queue has an interval. Absent: nobody. */
  readonly leastAgents?: number | undefined;
};

/**
 * Whether an interval is staffed for what comes in it, or for what the line carries in it. `auto`: by the handle time. `follow`:
 * for what the line carries, and then lived through interval by interval, with people added where something is left over; exact, and
 * slow.
 */
export type Joining = 'auto' | 'always' | 'never' | 'follow';

/** What one interval is to be staffed for. */
export type JoinedDemand = { readonly load: number; readonly handleSeconds: number; readonly rateCv: number };
