import type { QueueId } from '#domain/ids.ts';
import type { Behaviour, StaffingTarget } from '#domain/staffing-plan.ts';
import type { IntervalDemand } from '../queue-question.ts';

/** A stretch of the day and how long it is. */
type Stretch = { readonly minuteOfDay: number; readonly minutes: number };

/** What a queue brings on a day, and how its customers behave. */
export type DayQueue = {
  readonly queue: QueueId;
  readonly behaviour: Behaviour;
  readonly target: StaffingTarget;
  /** In order of time. */
  readonly intervals: readonly (Stretch & Pick<IntervalDemand, 'offered' | 'handleSeconds' | 'rateCv'>)[];
};

/** People who are alike, and how many of them are there when. */
export type DayCrew = {
  readonly name: string;
  readonly queues: readonly QueueId[];
  /** In order of time. */
  readonly intervals: readonly (Stretch & { readonly people: number })[];
};

/** Work that can wait: when its seconds come, and in what time it is to be done. */
export type DayDeferred = {
  readonly name: QueueId;
  /** The queue whose people do it. */
  readonly doneBy: QueueId;
  readonly arrivals: readonly { readonly minuteOfDay: number; readonly seconds: number }[];
  readonly withinSeconds: number;
};

/** One day of a plan, to be lived again and again. */
export type DayToLive = {
  readonly queues: readonly DayQueue[];
  readonly crews: readonly DayCrew[];
  readonly deferred: readonly DayDeferred[];
};
