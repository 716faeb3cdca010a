import type { Naming } from '#domain/centre.ts';
import type { AgentId, QueueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { TimeZone } from '#domain/time-zone.ts';
import type { Person } from '../../people/person.ts';
import type { Rotation } from '../../rotations/rotation.ts';
import type { RuleBook } from '../../rules/rule-book.ts';
import type { ShiftTemplate } from '../../shift-template.ts';

/** What a planner brings: what is required, who is there, and by which rules they work. */
export type ShiftPlanProblem = {
  readonly name: Naming;
  readonly zone: TimeZone;
  readonly from: LocalDay;
  /** The first day after the plan. */
  readonly until: LocalDay;
  readonly intervalMinutes: number;
  readonly queues: readonly QueueRequirement[];
  readonly templates: readonly ShiftTemplate[];
  readonly people: readonly Person[];
  readonly rules: RuleBook;
  readonly rotations: readonly CrewedRotation[];
  /** Shifts that were worked before the plan, from the days that the rules look back on. */
  readonly lived: readonly Assigned[];
  /** What is not to be changed: published, or agreed with somebody. */
  readonly fixed: readonly Fixed[];
  /** Days of people in rotations that were changed since, when others fell out. Absent: none. */
  readonly crewChanges?: readonly Fixed[];
  readonly activities: readonly PlannedActivity[];
  /** Work that waits for quiet times. Absent: none is handed out. */
  readonly deferredWork?: DeferredWork;
};

/** People required in a queue, one figure for each interval of the plan's days as they pass. */
export type QueueRequirement = {
  readonly queue: QueueId;
  readonly required: readonly number[];
  /** Cost of an agent-hour missing, and of one too many. */
  readonly underCost: number;
  readonly overCost: number;
  /** Never fewer than this while anything is required. */
  readonly least: number;
  /** For the expected service level; absent where it is not known. */
  readonly load?: QueueLoad;
};

/** Contacts and handle time behind a requirement, for each interval. */
export type QueueLoad = {
  readonly offered: readonly number[];
  readonly handleSeconds: readonly number[];
  /** What of the people on the roster is at work, when absence and training are taken off. */
  readonly atWorkShare: readonly number[];
  readonly patienceSeconds?: number;
  readonly withinSeconds: number;
};

/** A rotation with the people in its crews. */
export type CrewedRotation = {
  readonly rotation: Rotation;
  readonly crewOf: ReadonlyMap<AgentId, string>;
};

/** A template worked by somebody on a day. */
export type Assigned = { readonly person: AgentId; readonly day: LocalDay; readonly template: string };

export type Fixed = {
  readonly person: AgentId;
  readonly day: LocalDay;
  readonly duty: 'off' | { readonly template: string };
};

/** A meeting or a training, held where it costs least. Its name stands for it alone. */
export type PlannedActivity = {
  readonly name: string;
  /** Who takes part; each person once. */
  readonly people: readonly AgentId[];
  readonly lengthMinutes: number;
  /** How many of them at a time, at most. */
  readonly peopleEach: number;
  /** The days on which it may be held; none listed: any. */
  readonly days: readonly LocalDay[];
  /** Local minutes of the day between which it is held. Absent: at any time. */
  readonly hours?: { readonly fromMinute: number; readonly untilMinute: number };
};

/** Tickets, mail, call-backs: done by people beyond the requirement, at least `leastMinutes` at a time, and put down when a contact comes. */
export type DeferredWork = { readonly name: string; readonly leastMinutes: number };
