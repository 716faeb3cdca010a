import type { QueueId } from '#domain/ids.ts';

/**
 * What is to be covered, and by how many people of which kind; nobody has a name yet.
 * Time is counted in intervals from the start of the first day; every length and offset is a number of intervals.
 */
export type CoverageProblem = {
  readonly intervalMinutes: number;
  readonly days: readonly PlannedDay[];
  readonly queues: readonly QueueNeed[];
  readonly shiftKinds: readonly ShiftKind[];
  readonly groups: readonly CoverageGroup[];
  readonly activities: readonly Activity[];
};

export type PlannedDay = {
  readonly name: string;
  /** Of the day as it passes: 96 quarter-hours, 92 or 100 on the nights the clock changes. */
  readonly intervals: number;
  /** On such a night: the local offset at which the clock jumps, and by how much (+4 quarter-hours back, −4 forward). */
  readonly clockChange?: { readonly at: number; readonly by: number };
};

/** People needed in a queue. Every list has one figure for each interval of all the days together. */
export type QueueNeed = {
  readonly queue: QueueId;
  readonly required: readonly number[];
  /** What an agent-hour missing, or too many, costs in each interval. */
  readonly underCost: readonly number[];
  readonly overCost: readonly number[];
  /** Fewer than this is a fault of the plan, whatever it costs. Absent: none. */
  readonly least?: readonly number[];
  /** People who are there anyway: last week's night shift, team leads. Absent: none. */
  readonly alreadyThere?: readonly number[];
};

export type ShiftKind = {
  readonly name: string;
  /** From coming to going, breaks included. */
  readonly length: number;
  /** Local offsets from midnight, ascending; 96 and above begin after the day's midnight. */
  readonly starts: readonly number[];
  /** In the order in which they are taken. */
  readonly breaks: readonly BreakRule[];
};

export type BreakRule = {
  readonly name: string;
  readonly length: number;
  /** Its start lies this far after the start of the shift. */
  readonly earliest: number;
  readonly latest: number;
  /** Work between the end of the break before and this one. Absent: at least none, at most any. */
  readonly leastWorkBefore?: number;
  readonly mostWorkBefore?: number;
  readonly isPaid: boolean;
};

/** People whose contracts and skills are alike. */
export type CoverageGroup = {
  readonly name: string;
  readonly people: number;
  readonly skills: readonly GroupSkill[];
  /** Names of the shift kinds they may work. */
  readonly shiftKinds: readonly string[];
  readonly daysOn: Range;
  readonly mostDaysInRow: number;
  /** Paid intervals of one person in all the days together. */
  readonly paidIntervals: Range;
  /** Between the end of one shift and the start of the next. */
  readonly leastRest: number;
  /** For bounds alone: people of the group who are there whatever is planned, by interval. Absent: nobody. */
  readonly standing?: readonly number[];
  /** For bounds alone: what each paid interval costs. Absent: nothing. */
  readonly hourPrice?: number;
};

export type Range = { readonly least: number; readonly most: number };

/** A queue the group can answer; an efficiency of 0.9 carries nine tenths of an agent's load there. */
export type GroupSkill = {
  readonly queue: QueueId;
  readonly efficiency: number;
  /** At most this share of those present, by what simulation shows of pooling. Absent: all of them. */
  readonly mostShare?: number;
};

/** A meeting or training that takes people of one group away from the queues for a while. */
export type Activity = {
  readonly name: string;
  readonly group: string;
  readonly length: number;
  /** Held this often, each time with so many people who are there and not on a break. */
  readonly sessions: number;
  readonly peopleEach: number;
  /** Its start lies in one of these; both ends count. */
  readonly windows: readonly { readonly from: number; readonly until: number }[];
};
