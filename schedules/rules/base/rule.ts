import type { Naming } from '#domain/centre.ts';
import type { AgentId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { DurationMs, EpochMs } from '#domain/time.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { Person } from '../../people/person.ts';

/** A rule about each person's time by itself. */
export type PersonRule = {
  readonly id: string;
  readonly strength: Strength;
  /** What a planner would say of it. */
  readonly sentence: Naming;
  /** Where the person's time goes against it, in order of days; nothing when it holds. */
  breaches(time: PersonTime): readonly Breach[];
};

/** A rule about how people stand to each other. */
export type TeamRule = Omit<PersonRule, 'breaches'> & {
  breaches(times: readonly PersonTime[]): readonly Breach[];
};

/** A hard rule is never broken by a plan; a soft one costs its weight for each unit of the breach. */
export type Strength = { readonly kind: 'hard' } | { readonly kind: 'soft'; readonly weight: number };

/** One person's shifts, in order of their start. Those that start before `from` are history: lived, and not judged. */
export type PersonTime = {
  readonly person: Person;
  readonly zone: TimeZone;
  readonly from: LocalDay;
  /** The first day after the plan. */
  readonly until: LocalDay;
  readonly worked: readonly Worked[];
};

/** A shift as it is worked, on the day it belongs to: a night from midnight on may belong to the day before. */
export type Worked = {
  readonly day: LocalDay;
  readonly kind: string;
  readonly startAt: EpochMs;
  readonly endAt: EpochMs;
  /** Working time: breaks that are not paid are no part of it. */
  readonly paidMs: DurationMs;
  /** Breaks and lunch, in order. */
  readonly breaks: readonly { readonly startAt: EpochMs; readonly endAt: EpochMs }[];
};

export type Breach = {
  readonly rule: string;
  readonly person: AgentId;
  readonly day: LocalDay;
  /** How far, in `unit`; above 0. */
  readonly by: number;
  readonly unit: 'hours' | 'days' | 'minutes' | 'times';
  readonly said: Naming;
};

export const HARD: Strength = { kind: 'hard' };
