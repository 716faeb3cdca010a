import type { StaffingTarget } from '#domain/staffing-plan.ts';
import type { QueueId } from '#domain/ids.ts';

/** A queue that agents of several groups may answer, in one stretch of time in which nothing changes. */
export type SkillQueue = {
  readonly queue: QueueId;
  readonly perHour: number;
  readonly handleSeconds: number;
  /** Absent: nobody gives up. */
  readonly patienceSeconds?: number | undefined;
  readonly target: StaffingTarget;
  /** Served as if it had waited so much longer than it has. Absent: first come, first served. */
  readonly headStartSeconds?: number | undefined;
};

/** Agents who are alike. Contacts go to the free agent with the fewest other skills. */
export type SkillGroup = {
  readonly name: string;
  readonly queues: readonly QueueId[];
  /** Against the others: an agent of two languages may cost more. Absent: 1. */
  readonly cost?: number | undefined;
  /** So many there are. Absent: as many as are wanted. */
  readonly most?: number | undefined;
};

/** How long to look: every crew is tried on the same customers, the same for the same seed. */
export type SkillSample = {
  readonly seed: number;
  readonly runs: number;
  /** Contacts of all queues in one run, after a warm-up of a quarter as many. */
  readonly contacts: number;
};

export type SkillQuestion = {
  readonly queues: readonly SkillQueue[];
  readonly groups: readonly SkillGroup[];
  readonly sample: SkillSample;
};

/** People by group, in the order of the question's groups. */
export type Crew = readonly number[];

/** What a crew costs. */
export function crewCost(groups: readonly SkillGroup[], crew: Crew): number {
  return groups.reduce((sum, { cost = 1 }, at) => sum + cost * (crew[at] ?? 0), 0);
}
