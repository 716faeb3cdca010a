import type { AgentId, QueueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { DurationMs } from '#domain/time.ts';

/** Someone who can be given shifts. */
export type Person = {
  readonly id: AgentId;
  readonly name?: string;
  readonly skills: readonly Skill[];
  readonly languages: readonly string[];
  readonly contract: Contract;
  readonly site?: string;
  /** Years of service: ten years make a wish weigh twice. Absent: none counted. */
  readonly seniority?: number;
  /** Hours of the week in which the person can work; none listed: any. */
  readonly available: readonly WeeklyWindow[];
  /** Days off, holidays, sickness: never worked. */
  readonly timeOff: readonly DaysOff[];
  readonly wishes: readonly Wish[];
  /** A trainee carries less of a load at first. Absent: a full one. */
  readonly ramp?: Ramp;
  /** What of the person's presence answers contacts: below 1 for a floor manager who also supervises. */
  readonly answeringShare: number;
};

/** A queue that a person may answer. Proficiency 1 is the usual handle time; 0.8 carries four fifths of the load. */
export type Skill = { readonly queue: QueueId; readonly proficiency: number };

export type Contract = {
  readonly leastWeekMs: DurationMs;
  readonly mostWeekMs: DurationMs;
  /** Shift kinds the contract allows; none listed: all. */
  readonly shiftKinds: readonly string[];
};

/** Local minutes of one weekday, 0 for Monday; `untilMinute` may pass 1440 into the next day. */
export type WeeklyWindow = {
  readonly weekday: number;
  readonly fromMinute: number;
  readonly untilMinute: number;
};

/** `until` is the last day of it. Nothing is worked from midnight to midnight. */
export type DaysOff = {
  readonly from: LocalDay;
  readonly until: LocalDay;
  readonly why: string;
  /** True for an absence that is told late: the night that reaches into its first day was begun before. */
  readonly sparesNightBefore?: true;
};

/** A day the person would like to work, or to have off, or to work in one kind of shift. */
export type Wish = {
  readonly day: LocalDay;
  readonly wants: 'off' | 'work' | { readonly shiftKind: string };
  readonly weight: number;
};

/** Load carried on the first day, rising evenly to a full one. */
export type Ramp = { readonly from: LocalDay; readonly days: number; readonly startShare: number };
