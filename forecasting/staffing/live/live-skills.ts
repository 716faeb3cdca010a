import type { QueueId } from '#domain/ids.ts';
import type { LocalDay } from '#domain/local-day.ts';
import type { StaffingTarget } from '#domain/staffing-plan.ts';
import type { DayCrew, DayQueue } from './day-to-live.ts';
import { livePlanDays, type PlanDate } from './live-plan-days.ts';
import { levelOf } from './live-through.ts';

/** A date of a plan for people of several skills. */
export type SkillDate = {
  readonly date: LocalDay;
  readonly queues: readonly DayQueue[];
  readonly crews: readonly DayCrew[];
};

/** What one queue met with. */
export type LivedQueue = {
  readonly queue: QueueId;
  readonly target: StaffingTarget;
  readonly days: number;
  readonly offered: number;
  readonly serviceLevel: number;
  readonly abandonment: number;
};

export type SkillsLived = {
  readonly queues: readonly LivedQueue[];
  /** Of everybody's time. */
  readonly occupancy: number;
};

/** Lives a plan for people of several skills through: every date has the same queues and people, in the same order. */
export function liveSkills(
  dates: readonly SkillDate[],
  { days, seed }: { readonly days: number; readonly seed: number },
): SkillsLived {
  const books = livePlanDays({
    dates: dates.map(({ date, ...day }): PlanDate => ({ date, day: { ...day, deferred: [] } })),
    days,
    seed,
  });
  const queues = dates[0]?.queues ?? [];
  return {
    queues: queues.flatMap(({ queue, target }, at) => {
      const all = books.queues[at]?.all;
      if (all === undefined) return [];
      return {
        queue,
        target,
        days: books.days,
        offered: all.offered,
        serviceLevel: levelOf(all, target),
        abandonment: all.abandoned / Math.max(1, all.offered),
      };
    }),
    occupancy: books.busyMs / Math.max(1, books.busyMs + books.availableMs),
  };
}
