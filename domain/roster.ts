import type { AgentId, QueueId } from './ids.ts';
import type { LocalDay } from './local-day.ts';
import type { EpochMs } from './time.ts';

/** What somebody is to do for a while: answer contacts, rest, take part in a session, or do work that waits. */
export type PlannedActivity = 'contacts' | 'break' | 'session' | 'deferred-work';

/** A stretch of one activity, from `startAt` to before `endAt`. */
export type PlannedSpan = {
  readonly activity: PlannedActivity;
  /** Of a break, a session or work that waits: `lunch`. */
  readonly name?: string;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
};

/** A shift as it is to be worked: its spans follow each other without a gap. It belongs to `day`, though it may end on the next one. */
export type RosteredShift = {
  readonly day: LocalDay;
  /** What people call it: `early`. */
  readonly kind: string;
  readonly spans: readonly [PlannedSpan, ...PlannedSpan[]];
};

/** Somebody on a roster: where and with whom, what they can answer, and when they work, in order of time. */
export type RosteredPerson = {
  readonly person: AgentId;
  readonly name?: string;
  readonly site?: string;
  /** Crew of a rotation. Absent: planned by themselves. */
  readonly team?: string;
  readonly skills: readonly { readonly queue: QueueId; readonly proficiency: number }[];
  readonly shifts: readonly RosteredShift[];
};

/** Who works when: where planning ends, and adherence, calendars and pages begin. */
export type Roster = {
  readonly zone: string;
  readonly from: LocalDay;
  /** The first day after it. */
  readonly until: LocalDay;
  readonly people: readonly RosteredPerson[];
};
