import { mondayOf, type LocalDay } from '#domain/local-day.ts';
import type { PlannedInterval } from '#domain/staffing-plan.ts';

/** Hours of a stretch of days, and how many people full time that is. */
export type HoursTotal = {
  readonly from: LocalDay;
  readonly days: number;
  readonly offered: number;
  /** At work on the queues; paid for, with what is lost; of the whole people on the roster. */
  readonly required: number;
  readonly paid: number;
  readonly scheduled: number;
  /** Paid hours in full-time people: of a week by the week's hours, of a day by a fifth of them, of the days of a part of a week by so many fifths. */
  readonly fullTime: number;
};

export type PlanTotals = {
  readonly days: readonly HoursTotal[];
  /** From Monday on; a week that the plan does not cover whole has fewer days. */
  readonly weeks: readonly HoursTotal[];
};

/** Days that somebody full time works in a week. */
const WORKING_DAYS = 5;

/** What plans come to by day and by week, all queues together. */
export function planTotals(intervals: readonly PlannedInterval[], fullTimeHours: number): PlanTotals {
  const byDay = Map.groupBy(intervals, ({ day }) => day);
  const byWeek = Map.groupBy(intervals, ({ day }) => mondayOf(day));
  return {
    days: totalsOf(byDay, fullTimeHours),
    weeks: totalsOf(byWeek, fullTimeHours),
  };
}

function totalsOf(
  groups: ReadonlyMap<LocalDay, readonly PlannedInterval[]>,
  fullTimeHours: number,
): readonly HoursTotal[] {
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([from, own]) => totalOf(from, own, fullTimeHours));
}

function totalOf(from: LocalDay, intervals: readonly PlannedInterval[], fullTimeHours: number): HoursTotal {
  const sum = (of: (one: PlannedInterval) => number): number =>
    intervals.reduce((whole, one) => whole + of(one) * (one.comesTwice ? 2 : 1), 0);
  const hours = (of: (one: PlannedInterval) => number): number => sum((one) => (of(one) * one.minutes) / 60);
  const paid = hours((one) => one.paid);
  const days = new Set(intervals.map(({ day }) => day)).size;
  return {
    from,
    days,
    offered: sum(({ offered }) => offered),
    required: hours(({ required }) => required),
    paid,
    scheduled: hours(({ scheduled }) => scheduled),
    fullTime: paid / (fullTimeHours * Math.min(1, days / WORKING_DAYS)),
  };
}
