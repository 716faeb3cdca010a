import type { QueueId } from './ids.ts';
import type { LocalDay } from './local-day.ts';

/** What one queue brings and needs in one interval: where the forecast ends and the roster begins. */
export type Requirement = {
  readonly queue: QueueId;
  readonly day: LocalDay;
  /** Local minutes since midnight at which the interval begins. */
  readonly minuteOfDay: number;
  /** Length of the interval. */
  readonly minutes: number;
  readonly offered: number;
  readonly handleSeconds: number;
  /** People at work on the queue. */
  readonly required: number;
  /** People on the roster, so that over the day `required` are left when breaks, training and absence are taken off. */
  readonly scheduled: number;
  /** Its digits come twice on this day, as the clock goes back; the figures are those of one of the two. */
  readonly comesTwice?: true;
};

/** Whose service level is meant; `domain/measures/service-level-definitions.ts` computes each of them. */
export type DefinitionName =
  | 'callboard'
  | 'abandons-help'
  | 'answered-only'
  | 'abandons-hurt'
  | 'abandons-within-ignored'
  | 'short-abandons-out';

/** What a crew must reach, all of it at once. Service level is a least value, everything else a greatest; shares 0 to 1. */
export type StaffingTarget = {
  readonly serviceLevel?: number | undefined;
  readonly withinSeconds?: number | undefined;
  /** Whose service level. Absent: `callboard`. */
  readonly definition?: DefinitionName | undefined;
  /** Abandons before this are short: outside the service level where the definition says so. Absent: there are none. */
  readonly shortAbandonSeconds?: number | undefined;
  readonly asaSeconds?: number | undefined;
  readonly abandonment?: number | undefined;
  readonly occupancy?: number | undefined;
  readonly waitShare?: number | undefined;
  readonly allBusy?: number | undefined;
};

/** The parts of a target that a crew can miss. */
export type TargetPart = 'service level' | 'asa' | 'abandonment' | 'occupancy' | 'wait share' | 'all busy';

/** Why a crew is as large as it is. */
export type Binding = TargetPart | 'least crew';

/** What a crew gives in an interval; shares 0 to 1. `asaSeconds` is Infinity where nobody is answered in the long run. */
export type CrewFigures = {
  readonly serviceLevel: number;
  readonly asaSeconds: number;
  readonly abandonment: number;
  readonly occupancy: number;
  /** Share of contacts that are not answered at once. */
  readonly waitShare: number;
  /** Share of time in which nobody is free: what a passer-by sees, not a customer. */
  readonly allBusy: number;
};

/** A requirement with what is to be expected of it, and what one more and one fewer would change. */
export type PlannedInterval = Requirement & {
  /** required / (1 − shrinkage): the people to be paid for, before they are made whole people. */
  readonly paid: number;
  /** Coefficient of variation of the arrival rate: what the forecast does not know. */
  readonly rateCv: number;
  /** The load that is staffed for, in Erlang: what the interval brings, or what the line carries in it. */
  readonly load: number;
  /** People needed at the rate that nine in ten days exceed, and that one in ten does. */
  readonly low: number;
  readonly high: number;
  /** Undefined where nothing is offered: nobody waits, and there is no ratio. */
  readonly figures: CrewFigures | undefined;
  readonly oneFewer: CrewFigures | undefined;
  readonly oneMore: CrewFigures | undefined;
  readonly binds: readonly Binding[];
  /** Seconds of work that can wait which are done in it; people who were added for that are among the required. */
  readonly deferredSeconds?: number;
  readonly addedForDeferred?: number;
};

/** How customers of a queue wait, and how its people work. */
export type Behaviour =
  /** Nobody gives up: Erlang C. */
  | { readonly kind: 'patient' }
  /** They give up after an exponential patience: Erlang A. */
  | { readonly kind: 'impatient'; readonly patienceSeconds: number }
  /** Agents hold several chats: the handle time with 1, 2, … of them as a multiple of the handle time alone. */
  | { readonly kind: 'chat'; readonly patienceSeconds: number; readonly paceAtLevel: readonly number[] }
  /** Who finds everyone busy may ask to be called back; that is done when more than `reserve` agents are free. */
  | {
      readonly kind: 'callback';
      readonly patienceSeconds: number;
      readonly acceptShare: number;
      readonly reserve: number;
    }
  /** A share of those who give up calls again: the load is that of first attempts. */
  | {
      readonly kind: 'redial';
      readonly patienceSeconds: number;
      readonly redialShare: number;
      readonly redialDelaySeconds: number;
      /** Lines beyond the agents; who finds none is blocked, and calls again with probability `redialAfterBlock`. Absent: no end of them. */
      readonly waitingPlaces?: number | undefined;
      readonly redialAfterBlock?: number | undefined;
    };

/** Where the patience of a queue's customers is known from. */
export type PatienceSource =
  | { readonly kind: 'given'; readonly seconds: number }
  /** From waits that were counted, of the queue or, where it was not among them, of all queues; a 95 % interval around the mean. */
  | {
      readonly kind: 'learnt';
      readonly seconds: number;
      readonly low: number;
      readonly high: number;
      readonly abandons: number;
      readonly of: 'queue' | 'all queues';
    }
  /** Planned as if nobody gave up: because that was asked for, because nothing is known, or because nobody was seen to. */
  | { readonly kind: 'endless'; readonly why: 'asked' | 'unknown' }
  | { readonly kind: 'endless'; readonly why: 'nobody abandoned'; readonly answered: number };

/** Work that can wait, and who does it. */
export type DeferredSummary = {
  readonly name: string;
  readonly doneBy: QueueId;
  readonly contacts: number;
  readonly hours: number;
  /** Hours of what comes so late that nobody is there before it is due: done as soon as somebody is. */
  readonly lateHours: number;
  /** Hours of what comes after the plan's last interval. */
  readonly beyondHours: number;
};

/** Something that whoever uses a plan should know. */
export type PlanNote =
  /** More work comes than people can do, or they have hardly a moment between two contacts: the target is met because callers give up. */
  | {
      readonly kind: 'met-by-losing';
      readonly queue: QueueId;
      readonly intervals: number;
      /** Of them those in which more work comes than the people can do. */
      readonly overloaded: number;
      readonly occupancy: number;
      readonly abandonment: number;
      /** People-hours at work, and those that it takes to keep people below `usualOccupancy`. */
      readonly hours: number;
      readonly hoursBelow: number;
      readonly usualOccupancy: number;
    }
  /** Crews of several skills are found at the mean of the forecast, or at the rate of the risk: not on average over all of them. */
  | { readonly kind: 'skills-at-one-rate' };

/** One queue's plan, and what it was made for. */
export type QueuePlan = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  readonly target: StaffingTarget;
  readonly behaviour: Behaviour;
  readonly patience: PatienceSource;
  /** In order of time. */
  readonly intervals: readonly PlannedInterval[];
};

/** What a queue meets with that people of several skills answer: its crew is that of the groups, so none is its own. */
export type SkillQueuePlan = {
  readonly queue: QueueId;
  readonly intervalMinutes: number;
  readonly target: StaffingTarget;
  /** In order of time. */
  readonly intervals: readonly (Pick<
    Requirement,
    'day' | 'minuteOfDay' | 'minutes' | 'offered' | 'handleSeconds'
  > & {
    /** Undefined where nothing is offered. */
    readonly figures: CrewFigures | undefined;
  })[];
};

/** What a forecast needs: people by queue, or by group where people have several skills. */
export type StaffingPlan = {
  readonly queues: readonly QueuePlan[];
  readonly skillQueues: readonly SkillQueuePlan[];
  readonly deferred: readonly DeferredSummary[];
  readonly notes: readonly PlanNote[];
};
