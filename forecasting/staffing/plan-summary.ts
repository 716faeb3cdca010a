import type { Binding, PlannedInterval } from '#domain/staffing-plan.ts';
import type { LocalDay } from '#domain/local-day.ts';

/** What a plan comes to. */
export type PlanSummary = {
  readonly intervals: number;
  readonly offered: number;
  /** Hours of work on the queue, hours paid for when shrinkage is added, and hours of the whole people on the roster. */
  readonly hoursRequired: number;
  readonly hoursPaid: number;
  readonly hoursScheduled: number;
  /** The first interval with the most people; undefined for an empty plan. */
  readonly peak:
    | { readonly day: LocalDay; readonly minuteOfDay: number; readonly required: number }
    | undefined;
  /** What is expected of all contacts together; undefined where nothing is offered. */
  readonly serviceLevel: number | undefined;
  readonly abandonment: number | undefined;
  /** Of people's time, work that can wait included. */
  readonly occupancy: number | undefined;
  /** In how many intervals each part of the target decides, the most frequent first. */
  readonly binds: readonly { readonly part: Binding; readonly intervals: number }[];
};

/** Adds a plan up: contacts weigh by their number, occupancy by people's time. */
export function summarisePlan(plan: readonly PlannedInterval[]): PlanSummary {
  const binds = new Map<Binding, number>();
  let [offered, met, abandoned, busy] = [0, 0, 0, 0];
  let [hoursRequired, hoursPaid, hoursScheduled] = [0, 0, 0];
  let peak: PlannedInterval | undefined;
  for (const one of plan) {
    const times = one.comesTwice ? 2 : 1;
    const hours = (times * one.minutes) / 60;
    hoursRequired += one.required * hours;
    hoursPaid += one.paid * hours;
    hoursScheduled += one.scheduled * hours;
    if (one.required > (peak?.required ?? 0)) peak = one;
    const [first] = one.binds;
    if (first !== undefined) binds.set(first, (binds.get(first) ?? 0) + 1);
    const { addedForDeferred = 0, deferredSeconds = 0 } = one;
    // The figures are those of live contacts and the people who are there for them.
    busy += (times * deferredSeconds) / 3_600;
    if (one.figures === undefined) continue;
    offered += times * one.offered;
    met += times * one.offered * one.figures.serviceLevel;
    abandoned += times * one.offered * one.figures.abandonment;
    busy += (one.required - addedForDeferred) * hours * one.figures.occupancy;
  }
  return {
    intervals: plan.length,
    offered,
    hoursRequired,
    hoursPaid,
    hoursScheduled,
    peak: peak && { day: peak.day, minuteOfDay: peak.minuteOfDay, required: peak.required },
    serviceLevel: offered > 0 ? met / offered : undefined,
    abandonment: offered > 0 ? abandoned / offered : undefined,
    occupancy: hoursRequired > 0 && offered > 0 ? busy / hoursRequired : undefined,
    binds: [...binds]
      .map(([part, intervals]) => ({ part, intervals }))
      .sort((one, other) => other.intervals - one.intervals),
  };
}
