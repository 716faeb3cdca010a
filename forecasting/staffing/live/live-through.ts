import { assert } from '#domain/assert.ts';
import { queueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { Counts } from '#domain/measures/counts.ts';
import { speedOfAnswer } from '#domain/measures/measures.ts';
import { serviceLevelDefinitions } from '#domain/measures/service-level-definitions.ts';
import type { PlannedInterval, StaffingTarget } from '#domain/staffing-plan.ts';
import type { QueueQuestion } from '../queue-question.ts';
import type { DayDeferred, DayToLive } from './day-to-live.ts';
import { livePlanDays, type PlanBooks, type PlanDate } from './live-plan-days.ts';

/** What customers and agents met with in the simulator, day after day. */
export type Lived = {
  readonly days: number;
  readonly offered: number;
  readonly serviceLevel: number;
  readonly abandonment: number;
  readonly asaSeconds: number;
  /** Of people's time, work that can wait included. */
  readonly occupancy: number;
  /** Share of the days on which the day as a whole met the service level of the target; undefined where none is asked for. */
  readonly daysMet: number | undefined;
  /** By place in the plan; undefined where nobody came. */
  readonly intervals: readonly (LivedInterval | undefined)[];
  /** Share of the work that can wait that was done in its time; undefined without any. */
  readonly deferredInTime: number | undefined;
};

export type LivedInterval = {
  readonly offered: number;
  readonly serviceLevel: number;
  readonly abandonment: number;
};

export type LiveThroughQuestion = {
  readonly plan: readonly PlannedInterval[];
  /** How customers really behave, and what is asked of the plan. */
  readonly truth: Pick<QueueQuestion, 'behaviour' | 'target'>;
  /** Work that can wait, which the same people do. Absent: none. */
  readonly deferred?: (day: LocalDay) => readonly DayDeferred[];
  /** Shared out evenly over the days of the plan, at least one each. */
  readonly days: number;
  readonly seed: number;
};

const PLANNED = queueId('planned');

/**
 * Lives a plan through in the simulator: each day draws its own level from what the forecast does not know, contacts come at
 * random, agents come and go as the plan says and finish what they have begun. Figures of all days together.
 */
export function liveThrough(question: LiveThroughQuestion): Lived {
  const { plan, days, seed } = question;
  assert(plan.length > 0, 'a plan has an interval');
  const dates = [...Map.groupBy(plan, ({ day }) => day)].map(([date, intervals]): PlanDate => ({
    date,
    day: dayOf(question, date, intervals),
  }));
  return livedOf(question, livePlanDays({ dates, days, seed }));
}

function dayOf(
  { truth: { behaviour, target }, deferred = () => [] }: LiveThroughQuestion,
  date: LocalDay,
  intervals: readonly PlannedInterval[],
): DayToLive {
  return {
    queues: [{ queue: PLANNED, behaviour, target, intervals }],
    crews: [
      {
        name: 'planned',
        queues: [PLANNED],
        intervals: intervals.map(({ minuteOfDay, minutes, required }) => ({
          minuteOfDay,
          minutes,
          people: required,
        })),
      },
    ],
    deferred: deferred(date).map((one) => ({ ...one, doneBy: PLANNED })),
  };
}

function livedOf({ truth: { target } }: LiveThroughQuestion, books: PlanBooks): Lived {
  const [queue, ...deferred] = books.queues;
  assert(queue !== undefined, 'the plan is of a queue');
  const { all } = queue;
  const opened = queue.days.filter(({ offered }) => offered > 0);
  const met = opened.filter((day) => levelOf(day, target) >= (target.serviceLevel ?? 0)).length;
  const pieces = deferred.reduce((sum, book) => sum + book.all.offered, 0);
  const inTime = deferred.reduce((sum, book) => sum + book.all.answeredWithin, 0);
  return {
    days: opened.length,
    offered: all.offered,
    serviceLevel: levelOf(all, target),
    abandonment: all.abandoned / Math.max(1, all.offered),
    asaSeconds: speedOfAnswer(all) ?? 0,
    occupancy: books.busyMs / Math.max(1, books.busyMs + books.availableMs),
    daysMet: target.serviceLevel === undefined ? undefined : met / Math.max(1, opened.length),
    intervals: queue.dates.flat().map((book) => intervalOf(book, target)),
    deferredInTime: pieces === 0 ? undefined : inTime / pieces,
  };
}

const intervalOf = (book: Counts, target: StaffingTarget): LivedInterval | undefined =>
  book.offered === 0
    ? undefined
    : {
        offered: book.offered,
        serviceLevel: levelOf(book, target),
        abandonment: book.abandoned / book.offered,
      };

/** 1 where nobody counts: nobody was let down. */
export function levelOf(counts: Counts, target: StaffingTarget): number {
  const { met, of } = serviceLevelDefinitions[target.definition ?? 'callboard'](counts);
  return of > 0 ? met / of : 1;
}
